// SPDX-License-Identifier: GPL-2.0-or-later
// What the table of liblnetconfig (api.ts) is made of. README.md says how to add a function or a generation.

/** Sets of Lustre versions that share signatures (lnetconfig-api.md §2.4); "2.15a" is 2.15.0 to 2.15.3. Oldest first. */
export const generations = ["2.12", "2.14", "2.15a", "2.15b", "2.16", "2.17", "master"] as const;
export type Generation = (typeof generations)[number];

/** A C type, and the JavaScript options that it is made of. */
export type Kind =
  | "text" // char *: a private copy, as functions write into it (§0.7); null is NULL
  | "nids" // char *: a text, or an array that is joined with commas
  | "int"
  | "uint"
  | "bool"
  | "long"
  | "seq" // int: only echoed in the result block
  | "network" // struct lnet_dlc_network_descr *: options net and interfaces
  | "cpts" // struct cfs_expr_list *
  | "tunables" // struct lnet_ioctl_config_lnd_tunables *: options tunables and lnd
  | "action" // union lnet_udsp_action *: option priority
  | "strings" // options of functions written by hand
  | "nid" // a number: bigint, or decimal text
  | "bytes" // Uint8Array of struct lnet_nid
  | "data"
  | "fault"
  | "show" // struct cYAML **show_rc
  | "err"; // struct cYAML **err_rc

export interface Argument {
  readonly kind: Kind;
  /** Name of the C parameter: also in requests to the simulator. */
  readonly c: string;
  /** Name of the option; those of network, tunables, action, show and err are fixed. */
  readonly js: string;
  /** Value of an option that is left out; undefined: it must be given. */
  readonly missing?: number | null;
  /** Generations whose function has it; all if left out. Elsewhere any value but `missing` is refused. */
  readonly in?: readonly Generation[];
  readonly doc: string;
}

export interface LibraryFunction {
  readonly js: string;
  /** The symbol in 2.17. */
  readonly c: string;
  readonly in: readonly Generation[];
  /** Another name that the same function has in some generations. */
  readonly formerly?: { readonly c: string; readonly in: readonly Generation[] };
  /** In the order of the C parameters. */
  readonly arguments: readonly Argument[];
  /** "command/entity" of the result block, null if it has none. */
  readonly block: string | null;
  readonly doc: string;
  /** What `values` of the reply holds: name to TypeScript type. */
  readonly values?: Readonly<Record<string, string>>;
  /**
   * Set: `special_NAME()` in C calls it, with these symbols; "a|b" is either. Own functions use none.
   * Left out: the generator writes the call.
   */
  readonly uses?: readonly string[];
  /** rc 0 without output may mean that LNet is not loaded (§0.9). */
  readonly silentWithoutModule?: boolean;
  readonly returnsVoid?: boolean;
}

/** A function of the library that C by hand calls: name of the pointer, symbol, type. */
export interface LibrarySymbol {
  readonly name: string;
  readonly c: string;
  readonly in: readonly Generation[];
  readonly result: string;
  readonly parameters: string;
}

/** A struct that crosses the border, or is read behind it. Sizes and offsets on x86-64 (§2.5), the same on all LP64. */
export interface LibraryStruct {
  readonly c: string;
  readonly in: readonly Generation[];
  readonly size: number | Readonly<Partial<Record<Generation, number>>>;
  readonly fields: readonly Field[];
}
export interface Field {
  readonly c: string;
  readonly offset: number | Readonly<Partial<Record<Generation, number>>>;
  readonly size: number | Readonly<Partial<Record<Generation, number>>>;
  readonly in?: readonly Generation[];
}

/** A tunable of the 512-byte buffer (§2.5); offset from its start. */
export interface Tunable {
  /** null: of all LNDs. */
  readonly lnd: string | null;
  readonly js: string;
  /** Name in requests to the simulator. */
  readonly c: string;
  /** Path of the field in C. */
  readonly field: string;
  readonly offset: number;
  readonly size: 2 | 4 | 128;
  readonly signed: boolean;
  readonly missing: number;
  readonly in: readonly Generation[];
  readonly doc: string;
}

export const all: readonly Generation[] = generations;
export function since(first: Generation): readonly Generation[] {
  return generations.slice(generations.indexOf(first));
}
export function until(last: Generation): readonly Generation[] {
  return generations.slice(0, generations.indexOf(last) + 1);
}
export function between(first: Generation, last: Generation): readonly Generation[] {
  return generations.slice(generations.indexOf(first), generations.indexOf(last) + 1);
}

/** The arguments that a function has in a generation. */
export function argumentsIn(f: LibraryFunction, generation: Generation): readonly Argument[] {
  return f.arguments.filter((argument) => (argument.in ?? all).includes(generation));
}

/** Distinct signatures of a function, oldest first. */
export function variants(f: LibraryFunction): { in: Generation[]; c: string; arguments: readonly Argument[] }[] {
  const found: { in: Generation[]; c: string; arguments: readonly Argument[] }[] = [];
  for (const generation of f.in) {
    const symbol = f.formerly?.in.includes(generation) ? f.formerly.c : f.c;
    const list = argumentsIn(f, generation);
    const same = found.find((v) => v.c === symbol && v.arguments.map((a) => a.c).join() === list.map((a) => a.c).join());
    if (same) {
      same.in.push(generation);
    } else {
      found.push({ in: [generation], c: symbol, arguments: list });
    }
  }
  return found;
}
