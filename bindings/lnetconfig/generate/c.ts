// SPDX-License-Identifier: GPL-2.0-or-later
// What several generators need to say in C.
import { type Argument, type Generation, generations, type Kind } from "../table.ts";

export const header = (what: string): string =>
  `/* SPDX-License-Identifier: GPL-2.0-or-later */\n/* ${what} Made from api.ts by generate.sh: edit that. */`;

/** C type of an argument; the library's own names of types (conformance) or ours. */
export function cType(kind: Kind): string {
  const types: Partial<Record<Kind, string>> = {
    text: "char *",
    nids: "char *",
    int: "int",
    uint: "unsigned int",
    bool: "bool",
    long: "long int",
    seq: "int",
    network: "struct lnet_dlc_network_descr *",
    cpts: "struct cfs_expr_list *",
    tunables: "struct lnet_ioctl_config_lnd_tunables *",
    action: "union lnet_udsp_action *",
    show: "struct cYAML **",
    err: "struct cYAML **",
  };
  const type = types[kind];
  if (!type) {
    throw new Error(`a call with an argument of kind ${kind} is written by hand`);
  }
  return type;
}

export function declare(type: string, name: string): string {
  return type.endsWith("*") ? `${type}${name}` : `${type} ${name}`;
}

export function parameterList(list: readonly Argument[], named: boolean): string {
  return list.length === 0 ? "void" : list.map((a) => (named ? declare(cType(a.kind), a.c) : cType(a.kind))).join(", ");
}

export function mask(list: readonly Generation[]): string {
  const bits = list.reduce((sum, g) => sum | (1 << generations.indexOf(g)), 0);
  return `0x${bits.toString(16).padStart(2, "0")}`;
}

/** Calls and lists in lines of at most 140 columns, as clang-format would break them. */
export function wrap(head: string, items: readonly string[], tail: string, indent: string): string {
  const lines: string[] = [];
  let line = head;
  for (const [i, item] of items.entries()) {
    const last = i === items.length - 1;
    const text = item + (last ? tail : ",");
    if (i > 0 && line.replace(/\t/g, "        ").length + 1 + text.length > 140) {
      lines.push(line);
      line = indent + text;
    } else {
      line += i === 0 ? text : ` ${text}`;
    }
  }
  return [...lines, items.length === 0 ? head + tail : line].join("\n");
}
