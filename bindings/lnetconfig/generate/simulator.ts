// SPDX-License-Identifier: GPL-2.0-or-later
// simulator.c: the functions of liblnetsim.so that the table says wholly; each asks the simulator. Those with C by hand are in sim/.
import { functions, symbols, tunables_ } from "../api.ts";
import { type Argument, argumentsIn, type Generation, type LibraryFunction, variants } from "../table.ts";
import { declare, header, parameterList, wrap } from "./c.ts";

/** Of 2.15, which is simulated too, and not of 2.17. */
const isOlder = (where: readonly Generation[]): boolean => !where.includes("2.17") && where.some((g) => g === "2.15a" || g === "2.15b");
/** Names the last generation that has it so: how library.c finds it. */
const olderPrefix = (where: readonly Generation[]): string => `lnetsim_${where.at(-1)!.replace(".", "_")}_`;

function add(list: readonly Argument[], a: Argument): string {
  const network = list.find((other) => other.kind === "network");
  switch (a.kind) {
    case "text":
    case "nids":
      return `lnetsim_text(&request, "${a.c}", ${a.c});`;
    case "bool":
      return `lnetsim_bool(&request, "${a.c}", ${a.c});`;
    case "network":
      return `lnetsim_network(&request, "${a.c}", ${a.c});`;
    case "cpts":
      return `lnetsim_cpts(&request, "${a.c}", ${a.c});`;
    case "tunables":
      return `lnetsim_tunables(&request, "${a.c}", ${a.c}, ${network ? network.c : "NULL"});`;
    case "action":
      return `lnetsim_action(&request, "${a.c}", ${a.c});`;
    default:
      return `lnetsim_int(&request, "${a.c}", ${a.c});`;
  }
}

function body(f: LibraryFunction, list: readonly Argument[], symbol: string, name = symbol): string {
  const show = list.some((a) => a.kind === "show");
  const err = list.some((a) => a.kind === "err");
  const adds = list.filter((a) => a.kind !== "show" && a.kind !== "err").map((a) => `\t${add(list, a)}\n`);
  // config_ni() and del_ni() free the interfaces of the descriptor they are given (§2.5).
  const frees = list.filter((a) => a.kind === "network").map((a) => `\tlnetsim_free_interfaces(${a.c});\n`);
  const call = `lnetsim_call(&request, ${show ? "show_rc" : "NULL"}, ${show}, ${err ? "err_rc" : "NULL"})`;
  const tail = f.returnsVoid ? `\t${call};\n` : frees.length > 0 ? "" : `\treturn ${call};\n`;
  const freeing = frees.length > 0 ? `\trc = ${call};\n${frees.join("")}\treturn rc;\n` : "";
  const result = f.returnsVoid ? "void" : "int";
  const parameters = parameterList(list, true);
  const signature = wrap(`${result} ${name}(`, parameters.split(", "), ")", "\t\t");
  return `${wrap(`${result} ${name}(`, parameters.split(", "), ");", "\t\t")}

${signature}
{
	struct lnetsim_request request = lnetsim_begin("${symbol}");
${frees.length > 0 ? "\tint rc;\n" : ""}
${adds.join("")}${tail}${freeing}}
`;
}

export function simulator(): string {
  const bodies = functions
    .filter((f) => !f.uses && f.in.includes("2.17"))
    .flatMap((f) => {
      const older = variants(f).flatMap((v) => (isOlder(v.in) ? [body(f, v.arguments, v.c, `${olderPrefix(v.in)}${v.c}`)] : []));
      return [body(f, argumentsIn(f, "2.17"), f.c), ...older];
    });
  return `${header("Functions of liblnetsim.so.")}
#include "../sim/client.h"

${bodies.join("\n")}`;
}

/** tunables.h: the same buffer, read. */
export function simulatorTunables(): string {
  const types: Record<string, number> = { tcp: 2, o2ib: 5, gni: 13, kfi: 16, efa: 18 };
  return `${header("Tunables as liblnetsim.so reads them.")}
#ifndef LUTF_LNETSIM_TUNABLES_H
#define LUTF_LNETSIM_TUNABLES_H

#define LNETSIM_TUNABLE_COUNT ${tunables_.length}

static const struct lnetsim_tunable {
	const char *lnd; /* NULL: of all */
	const char *name;
	unsigned type;
	unsigned offset, size;
	bool is_signed;
} lnetsim_tunable_table[LNETSIM_TUNABLE_COUNT] = {
${tunables_
  .map((t) => `\t{${t.lnd ? `"${t.lnd}"` : "NULL"}, "${t.c}", ${t.lnd ? types[t.lnd] : 0}, ${t.offset}, ${t.size}, ${t.signed}},`)
  .join("\n")}
};

#endif
`;
}

/** symbols.h: what C by hand in sim/ has to define. */
export function simulatorSymbols(): string {
  return `${header("What liblnetsim.so has beside simulator.c.")}
#ifndef LUTF_LNETSIM_SYMBOLS_H
#define LUTF_LNETSIM_SYMBOLS_H

#include "../layout.h"

${symbols
  .filter((s) => s.in.includes("2.17") || isOlder(s.in))
  .map((s) => wrap(`${declare(s.result, `${isOlder(s.in) ? olderPrefix(s.in) : ""}${s.c}`)}(`, s.parameters.split(", "), ");", "\t\t"))
  .join("\n")}

#endif
`;
}
