// SPDX-License-Identifier: GPL-2.0-or-later
// conformance.c: compiled against the headers of a Lustre tree, it fails where the table is wrong (make check-lustre-tree).
import { functions, structs, symbols } from "../api.ts";
import { all, type Field, type Generation, generations, variants } from "../table.ts";
import { header, mask, parameterList } from "./c.ts";

/** Values of a size or offset, each with the generations that have it. */
function byValue(value: Field["size"], where: readonly Generation[]): [number, Generation[]][] {
  const found: [number, Generation[]][] = [];
  for (const generation of where) {
    const number = typeof value === "number" ? value : value[generation];
    if (number === undefined) {
      continue;
    }
    const same = found.find(([n]) => n === number);
    if (same) {
      same[1].push(generation);
    } else {
      found.push([number, [generation]]);
    }
  }
  return found;
}

function guarded(where: readonly Generation[], lines: readonly string[]): string {
  return where.length === all.length ? lines.join("\n") : `#if LNET_IN(${mask(where)})\n${lines.join("\n")}\n#endif`;
}

function signature(c: string, result: string, parameters: string, where: readonly Generation[]): string {
  return guarded(where, [`LNET_SIGNATURE(${c}, ${result}, (${parameters}));`]);
}

function types(parameters: string): string {
  return parameters;
}

export function conformance(): string {
  const blocks: string[] = [];
  for (const f of functions) {
    if (!f.uses) {
      for (const v of variants(f)) {
        blocks.push(signature(v.c, f.returnsVoid ? "void" : "int", parameterList(v.arguments, false), v.in));
      }
    }
  }
  for (const s of symbols) {
    blocks.push(signature(s.c, s.result.trim(), types(s.parameters), s.in));
  }
  for (const s of structs) {
    for (const [size, where] of byValue(s.size, s.in)) {
      blocks.push(guarded(where, [`LNET_SIZE(${s.c}, ${size});`]));
    }
    for (const field of s.fields) {
      const present = (field.in ?? all).filter((g) => s.in.includes(g));
      for (const [offset, where] of byValue(field.offset, present)) {
        for (const [size, both] of byValue(field.size, where)) {
          blocks.push(guarded(both, [`LNET_FIELD(${s.c}, ${field.c}, ${offset}, ${size});`]));
        }
      }
    }
  }
  return `${header("Is the table right for a Lustre tree?")}
/*
 * Compiled, never linked: LNET_GENERATION is one of these, the include folders are those of the tree.
${generations.map((g, i) => ` *   ${i} ${g}`).join("\n")}
 */
#include <stdio.h>
#include <stddef.h>
#include <stdbool.h>
#include <netinet/in.h>
#include <libcfs/util/ioctl.h>
#include <liblnetconfig.h>
#include <cyaml.h>
#include <linux/lnet/nidstr.h>
#include <libcfs/util/string.h>

#define LNET_IN(mask) ((mask) >> LNET_GENERATION & 1)
#define LNET_SIGNATURE(function, result, parameters) \\
	_Static_assert(__builtin_types_compatible_p(__typeof__(function), result parameters), "signature of " #function)
#define LNET_SIZE(type, size) _Static_assert(sizeof(type) == (size), "size of " #type)
#define LNET_FIELD(type, field, offset, size) \\
	_Static_assert(offsetof(type, field) == (offset), "offset of " #type "." #field); \\
	_Static_assert(sizeof(((type *)0)->field) == (size), "size of " #type "." #field)

${blocks.join("\n")}
`;
}
