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

let attached: Suites | undefined;

export function attachSuites(suites: Suites): void {
  attached = suites;
}

export function suites(): Suites {
  if (attached === undefined) throw new Error("lutf.suites is there where suites are run from: in the master's main realm, not in a test");
  return attached;
}
