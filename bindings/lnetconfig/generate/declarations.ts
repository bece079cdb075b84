// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig.d.ts: the types of native:lnetconfig, with what a person has to know of each function.
import { functions, tunables_ } from "../api.ts";
import { type Argument, all, type Generation, generations, type LibraryFunction } from "../table.ts";
import { options } from "./glue.ts";

function span(list: readonly Generation[]): string {
  if (list.length === all.length) {
    return "";
  }
  const first = list[0]!;
  const last = list[list.length - 1]!;
  if (last === "master") {
    return `since ${first}`;
  }
  return first === "2.12" ? `up to ${last}` : `${first} to ${last}`;
}

function tsType(a: Argument): string {
  switch (a.kind) {
    case "text":
      return "string | null";
    case "nids":
      return "string | readonly string[] | null";
    case "bool":
      return "boolean";
    case "cpts":
      return "string | readonly number[] | null";
    case "strings":
      return "string | readonly string[] | null";
    case "nid":
      return "bigint | string";
    case "bytes":
      return "Uint8Array";
    case "data":
      return "Data";
    case "fault":
      return "FaultAttributes";
    default:
      return "number";
  }
}

function option(a: Argument): string[] {
  if (a.kind === "network") {
    return [
      "      /** The net. */",
      "      net?: string | null;",
      '      /** Interfaces, each with or without CPTs: "eth0[0,1]". */',
      "      interfaces?: Interfaces | null;",
    ];
  }
  if (a.kind === "tunables") {
    return [
      "      /** Left out, with lnd: all as the driver says. */",
      "      tunables?: CommonTunables | null;",
      "      /** Those of the LND of net. */",
      "      lnd?: LndTunables | null;",
    ];
  }
  const where = span(a.in ?? all);
  const optional = a.missing !== undefined;
  const missing = a.kind === "bool" ? `; left out: ${a.missing === 1}` : typeof a.missing === "number" ? `; left out: ${a.missing}` : "";
  return [
    `      /** ${a.doc}${where ? ` (${where})` : ""}${optional ? missing : ""}. */`,
    `      ${a.js}${optional ? "?" : ""}: ${tsType(a)};`,
  ];
}

function declaration(f: LibraryFunction): string {
  const list = options(f);
  const where = span(f.in);
  const optional = list.every((a) => a.missing !== undefined || a.kind === "network" || a.kind === "tunables");
  const symbol = f.c ? `${f.c}()` : "No function of the library";
  const block = f.block ? ` Result block: ${f.block}.` : "";
  const values = f.values
    ? `Reply<{ ${Object.entries(f.values)
        .map(([name, type]) => `${name}: ${type}`)
        .join("; ")} }>`
    : "Reply";
  const parameter =
    list.length === 0 ? "options?: Record<string, never>" : `options${optional ? "?" : ""}: {\n${list.flatMap(option).join("\n")}\n    }`;
  return `  /**
   * ${f.doc}
   * ${symbol}${where ? `, ${where}` : ""}.${block}
   */
  export function ${f.js}(${parameter}): Promise<${values}>;`;
}

function tunableLines(lnds: readonly (string | null)[]): string {
  const names = [...new Set(tunables_.filter((t) => lnds.includes(t.lnd)).map((t) => t.js))];
  return names
    .map((name) => {
      const them = tunables_.filter((t) => t.js === name && lnds.includes(t.lnd));
      const notes = them.map((t) => [t.lnd ?? "", span(t.in), t.doc].filter((part) => part !== "").join(", "));
      return `    /** ${notes.join("; ")}. */\n    ${name}?: ${them[0]!.size === 128 ? "string" : "number"};`;
    })
    .join("\n");
}

export function declarations(): string {
  return `// SPDX-License-Identifier: GPL-2.0-or-later
// Types of the native module over liblnetconfig. Made from api.ts by generate.sh: edit that.

declare module "native:lnetconfig" {
  export type Generation = ${[...generations, "unknown"].map((g) => `"${g}"`).join(" | ")};
  /** Where the functions are: liblnetconfig of this machine, the simulator, or nowhere: then each throws LnetUnavailable. */
  export const provider: "real" | "simulated" | "none";
  /** Which set of signatures and texts; 2.15a is 2.15.0 to 2.15.3. "unknown": only what never changed is called. */
  export const generation: Generation;
  /** As Lustre says it; empty: it does not. */
  export const version: string;
  /** Path of the library. */
  export const library: string;

  /** Whether the function of this name can be called here. */
  export function has(name: string): boolean;
  /** Asks the simulator: {action: "advance", seconds}, {action: "now"}, {action: "topology"}, {action: "reset", node}. */
  export function control(request: { action: string; [key: string]: Data }): Promise<Data>;

  /** The generation here lacks the function, or one of the options that was given. */
  export class LnetUnsupported extends Error {
    readonly function: string;
    readonly generation: Generation;
  }
  /** It would hang or crash the library, or the simulator does not model it; the message says which. */
  export class LnetRefused extends Error {
    constructor(message: string, name: string);
    readonly function: string;
  }
  /** There is no liblnetconfig; the message says what to do. */
  export class LnetUnavailable extends Error {}

  export type RcName =
    | "OK"
    | "BAD_PARAM"
    | "MISSING_PARAM"
    | "OUT_OF_RANGE"
    | "OUT_OF_MEM"
    | "GENERIC"
    | "NO_MATCH"
    | "MATCH"
    | "SKIP"
    | "LAST_ELEM"
    | "MARSHAL_FAIL";

  /**
   * What every function resolves to, whatever it returned. Texts in show and errors are without the quotes that the library prints,
   * and True and False are booleans, as they would be in parsed YAML; a description is always a text.
   */
  export interface Reply<Values = undefined> {
    /** 0, or a negative number: an errno, or up to 2.15 one of LUSTRE_CFG_RC_*. */
    rc: number;
    /** Name of LUSTRE_CFG_RC_*, whatever its number here; null: an errno. */
    rcName: RcName | null;
    /** False: the kernel module is not loaded, so there is no LNet here that could be asked. */
    loaded: boolean;
    show: Data;
    errors: Data;
    /** As the library prints them; "" for nothing. */
    showText: string;
    errorsText: string;
    values: Values;
  }

  export type Interfaces = string | readonly (string | { name: string; cpts?: string | readonly number[] | null })[];
  export interface CommonTunables {
${tunableLines([null])}
  }
  export interface LndTunables {
${tunableLines(["tcp", "o2ib", "kfi", "gni", "efa"])}
  }
  /** Rates and intervals exclude each other; drop has da_, delay has la_. */
  export interface FaultAttributes {
    fa_ptl_mask?: number;
    /** 1 ACK, 2 PUT, 4 GET, 8 REPLY. */
    fa_msg_mask?: number;
    /** One message of so many. */
    da_rate?: number;
    /** One message in so many seconds. */
    da_interval?: number;
    da_health_error_mask?: number;
    da_random?: number;
    da_drop_all?: number;
    la_rate?: number;
    la_interval?: number;
    /** Seconds. */
    la_latency?: number;
  }

${functions.map(declaration).join("\n")}
}
`;
}
