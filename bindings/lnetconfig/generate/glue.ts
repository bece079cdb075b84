// SPDX-License-Identifier: GPL-2.0-or-later
// glue.h, glue.c: the table for the native module, and the calls with each signature.
import { functions, symbols, tunables_ } from "../api.ts";
import { type Argument, all, generations, type LibraryFunction, type LibrarySymbol, variants } from "../table.ts";
import { declare, header, mask, parameterList, wrap } from "./c.ts";

export function options(f: LibraryFunction): Argument[] {
  return f.arguments.filter((a) => a.kind !== "show" && a.kind !== "err");
}

/** No other signature was ever behind its symbol. */
function stable(s: LibrarySymbol): boolean {
  return symbols.every((other) => other === s || other.c !== s.c);
}

export function glueHeader(): string {
  return `${header("Of glue.c.")}
#ifndef LUTF_LNETCONFIG_GLUE_H
#define LUTF_LNETCONFIG_GLUE_H

#define LNET_FUNCTION_COUNT ${functions.length}
#define LNET_TUNABLE_COUNT ${tunables_.length}
#define LNET_HELPER_COUNT ${symbols.length}

enum lnet_function_index {
${functions.map((f) => `\tLNET_FUNCTION_${f.js},`).join("\n")}
};

/* Functions of the library that C by hand calls; NULL: not there, or of another signature. */
struct lnet_helpers {
${symbols.map((s) => `\t${wrap(`${declare(s.result, `(*${s.name})`)}(`, s.parameters.split(", "), ");", "\t\t")}`).join("\n")}
};

${functions
  .filter((f) => f.uses)
  .map((f) => `void lnet_by_hand_${f.js}(struct lnet_call *call);`)
  .join("\n")}

#endif
`;
}

function expression(f: LibraryFunction, a: Argument): string {
  const value = `v[${options(f).indexOf(a)}]`;
  switch (a.kind) {
    case "text":
    case "nids":
      return `${value}.text`;
    case "int":
    case "seq":
      return `(int)${value}.integer`;
    case "uint":
      return `(unsigned int)${value}.integer`;
    case "bool":
      return `${value}.integer != 0`;
    case "long":
      return `(long)${value}.integer`;
    case "network":
      return "call->network_given";
    case "cpts":
      return "call->cpts";
    case "tunables":
      return `${value}.memory`;
    case "action":
      return "&call->action";
    case "show":
      return "&call->show";
    case "err":
      return "&call->err";
    default:
      throw new Error(`${f.js}: an argument of kind ${a.kind} needs C by hand`);
  }
}

function runner(f: LibraryFunction): string {
  const list = variants(f).filter(
    (v, i, them) => them.findIndex((w) => parameterList(w.arguments, false) === parameterList(v.arguments, false)) === i,
  );
  const calls = list.map((v) => {
    const result = f.returnsVoid ? "void" : "int";
    const head = `${f.returnsVoid ? "" : "call->rc = "}((${result}(*)(${parameterList(v.arguments, false)}))call->symbol)(`;
    return wrap(
      head,
      v.arguments.map((a) => expression(f, a)),
      ");",
      "\t\t\t",
    );
  });
  const uses = calls.some((c) => /\bv\[/.test(c)) ? "\tconst struct lnet_value *v = call->values;\n\n" : "";
  const all = variants(f);
  const body =
    calls.length === 1
      ? `\t${calls[0]}\n`
      : calls
          .map((c, i) => {
            const numbers = all.flatMap((v, n) =>
              parameterList(v.arguments, false) === parameterList(list[i]!.arguments, false) ? [n] : [],
            );
            const test = i === calls.length - 1 ? "" : `if (${numbers.map((n) => `call->variant == ${n}`).join(" || ")})`;
            return `${i === 0 ? `\t${test}` : `\telse${test ? ` ${test}` : ""}`}\n\t\t${c}\n`;
          })
          .join("");
  return `static void run_${f.js}(struct lnet_call *call)\n{\n${uses}${body}}\n`;
}

function argumentRows(f: LibraryFunction): string {
  const rows = options(f).map((a) => {
    const kind = a.kind === "seq" ? "INT" : a.kind.toUpperCase();
    const required = a.missing === undefined && a.kind !== "network" && a.kind !== "tunables";
    return `\t{"${a.js}", LNET_${kind}, ${mask(a.in ?? all)}, ${required}, ${a.missing ?? 0}},`;
  });
  return rows.length === 0 ? "" : `static const struct lnet_argument arguments_${f.js}[] = {\n${rows.join("\n")}\n};\n`;
}

function extraRows(f: LibraryFunction): string {
  if (f.uses) {
    return `static const char *const uses_${f.js}[] = {${[...f.uses.map((u) => `"${u}"`), "NULL"].join(", ")}};\n`;
  }
  return `static const struct lnet_variant variants_${f.js}[] = {\n${variants(f)
    .map((v) => `\t{${mask(v.in)}, "${v.c}"},`)
    .join("\n")}\n};\n`;
}

function functionRow(f: LibraryFunction): string {
  const fields = [
    `.js = "${f.js}"`,
    `.c = "${f.c}"`,
    `.block = ${f.block === null ? "NULL" : `"${f.block}"`}`,
    `.in = ${mask(f.in)}`,
    ...(options(f).length === 0 ? [] : [`.argument_count = ${options(f).length}`, `.arguments = arguments_${f.js}`]),
    ...(f.uses ? [`.uses = uses_${f.js}`] : [`.variant_count = ${variants(f).length}`, `.variants = variants_${f.js}`]),
    `.run = ${f.uses ? "lnet_by_hand_" : "run_"}${f.js}`,
    ...(f.silentWithoutModule ? [".silent = true"] : []),
  ];
  return `\t[LNET_FUNCTION_${f.js}] = {\n${fields.map((field) => `\t\t${field},`).join("\n")}\n\t},`;
}

export function glueSource(): string {
  return `${header("The table of liblnetconfig for the native module.")}
#include "../binding.h"

const char *const lnet_generation_names[LNET_UNKNOWN + 1] = {${[...generations, "unknown"].map((g) => `"${g}"`).join(", ")}};

const struct lnet_tunable lnet_tunables[LNET_TUNABLE_COUNT] = {
${tunables_
  .map(
    (t) => `\t{${t.lnd ? `"${t.lnd}"` : "NULL"}, "${t.js}", "${t.c}", ${t.missing}, ${t.offset}, ${t.size}, ${t.signed}, ${mask(t.in)}},`,
  )
  .join("\n")}
};

const struct lnet_helper lnet_helper_table[LNET_HELPER_COUNT] = {
${symbols.map((s) => `\t{"${s.name}", "${s.c}", ${mask(s.in)}, ${stable(s)}, offsetof(struct lnet_helpers, ${s.name})},`).join("\n")}
};

${functions.map((f) => [argumentRows(f), extraRows(f), f.uses ? "" : runner(f)].filter((part) => part !== "").join("\n")).join("\n")}
const struct lnet_function lnet_functions[LNET_FUNCTION_COUNT] = {
${functions.map(functionRow).join("\n")}
};
`;
}
