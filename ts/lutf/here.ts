// SPDX-License-Identifier: GPL-2.0-or-later
// What this realm knows of its test. Set once by the realm's entry, before any code of the test runs.
import { environment, realmData } from "lutf:global";
import type { NodeDescription } from "../rpc/node-description.ts";

export type RunOfTest = { id: string; seed: number; output: string };

/** What the master's main realm, or the agent's, gives a realm of a test as `data`. */
export type TestData = {
  test: string;
  script: string;
  master: string;
  run: RunOfTest;
  /** Modules of suite.yaml's callbacks; only in the master's realm, which runs them. */
  suiteSetup?: string;
  suiteCleanup?: string;
  /** Absent on the master until the script runs: then in the request that runs it. */
  nodes?: NodeDescription[];
  agents?: string[];
  /** Of the master; absent on the master, which has its own. */
  environment?: { [name: string]: string };
};

const none: TestData = { test: "", script: "", master: "", run: { id: "", seed: 0, output: "" } };

/** The realm's test; `test` is "" in a main realm. */
export const here: TestData = typeof realmData === "object" && realmData !== null && "test" in realmData ? (realmData as TestData) : none;

/** Environment variables that the master was given. */
export function masterEnvironment(): Readonly<Record<string, string>> {
  return here.environment ?? environment;
}
