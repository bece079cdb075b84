// SPDX-License-Identifier: GPL-2.0-or-later
// The shape of `lutf.suites`; the runner gives it its value.
import type { Data, Parameters } from "../rpc/data.ts";
import type { ErrorData } from "../rpc/error-data.ts";
import type { Requires } from "./requires.ts";

export type Status = "PASS" | "FAIL" | "SKIP" | "EXPECTED_FAILURE" | "UNEXPECTED_PASS" | "TIMEOUT" | "CRASH";

/** How one run of a script ended. */
export interface Verdict {
  suite: string;
  script: string;
  status: Status;
  seconds: number;
  reason?: string;
  error?: ErrorData;
  /** What `run` returned. */
  value?: Data;
}

export interface Script {
  readonly name: string;
  readonly requires: Requires;
  run(parameters?: Parameters): Promise<Verdict>;
  /** Reads the script's file again. */
  reload(): Promise<void>;
}

export interface Suite {
  readonly name: string;
  readonly scripts: { readonly [script: string]: Script };
  /** Runs all scripts, or those whose names match a glob. */
  run(filter?: string): Promise<Verdict[]>;
  reload(): Promise<void>;
}

export type Suites = { readonly [suite: string]: Suite } & { reload(): Promise<void>; list(): string[] };

/** Where the suites really are: in the master's main realm, or that realm asked from another. */
export interface SuitesSource {
  /** What every script requires, by suite and script. */
  list(): Promise<{ [suite: string]: { [script: string]: Requires } }>;
  run(suite: string, scripts: string[], parameters: Parameters): Promise<Verdict[]>;
}

let attached: Suites | undefined;
let sourceOfRealm: SuitesSource | undefined;

/** Says where this realm's `lutf.suites` come from. They are read by `reload()`. */
export function attachSuites(source: SuitesSource): void {
  sourceOfRealm = source;
}

export function suites(): Suites {
  if (sourceOfRealm === undefined) throw new Error("lutf.suites is there in the realms of the master and in tests");
  attached ??= viewOf(sourceOfRealm);
  return attached;
}

const methods = { list: true, reload: true } as const;

/** `suites.dlc.scripts["add-net"].run()`; empty until reload() was awaited for the first time. */
function viewOf(source: SuitesSource): Suites {
  const found: { [suite: string]: Suite } = {};
  const reload = async (): Promise<void> => {
    const listed = await source.list();
    for (const name of Object.keys(found)) delete found[name];
    for (const [name, scripts] of Object.entries(listed)) found[name] = suiteOf(name, scripts, source, reload);
  };
  const own = { list: () => Object.keys(found), reload };
  return new Proxy(found, {
    get: (target, name) => {
      if (typeof name === "symbol" || name === "then" || name === "toJSON") return undefined;
      if (name in methods) return own[name as keyof typeof methods];
      if (Object.hasOwn(target, name)) return target[name];
      const all = Object.keys(target);
      throw new RangeError(
        all.length === 0
          ? "lutf.suites is empty until `await lutf.suites.reload()`"
          : `there is no suite ${name}; there are ${all.join(", ")}`,
      );
    },
  }) as unknown as Suites;
}

function suiteOf(name: string, listed: { [script: string]: Requires }, source: SuitesSource, reload: () => Promise<void>): Suite {
  const all = Object.keys(listed);
  const scripts = Object.fromEntries(
    Object.entries(listed).map(([script, requires]): [string, Script] => [
      script,
      {
        name: script,
        requires,
        reload,
        run: async (parameters = {}) => (await source.run(name, [script], parameters))[0]!,
      },
    ]),
  );
  return { name, scripts, reload, run: (filter) => source.run(name, filter === undefined ? all : [filter], {}) };
}
