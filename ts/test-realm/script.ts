// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the script of the test: in the master's realm only.
import { self } from "lutf:agent";
import { importModule } from "lutf:realm";
import { milliseconds } from "../lutf/duration.ts";
import { here } from "../lutf/here.ts";
import { setNodes } from "../lutf/nodes.ts";
import type { Requires } from "../lutf/requires.ts";
import type { Data, Parameters } from "../rpc/data.ts";
import type { ErrorData } from "../rpc/error-data.ts";
import { errorToData, SkipError } from "../rpc/errors.ts";
import type { NodeDescription } from "../rpc/node-description.ts";
import { type Results, results } from "./results.ts";

/** A script: `suites/<suite>/<script>.ts` exports `run`, and may export `requires`, `setup` and `cleanup`. cleanup runs however setup and run ended. */
export type Run = (parameters: Parameters, results: Results) => Promise<Data | void>;

interface Script {
  requires?: Requires;
  setup?: Run;
  run?: Run;
  cleanup?: Run;
}

export type Description = { requires: { [key: string]: Data }; hasSetup: boolean; hasCleanup: boolean; timeoutMs?: number };
export type Phase = "load" | "setup" | "run" | "cleanup";
export type Ran = {
  how: "passed" | "failed" | "skipped";
  phase: Phase;
  seconds: number;
  value?: Data;
  reason?: string;
  error?: ErrorData;
  cleanupError?: ErrorData;
};
export type RunBody = { nodes: NodeDescription[]; agents: string[]; parameters: Parameters };

async function loadScript(): Promise<Script> {
  const script = (await importModule(here.script)) as Script;
  if (typeof script.run !== "function") {
    throw new TypeError(`${here.script} exports no function run: write \`export async function run(): Promise<void> { … }\``);
  }
  for (const name of ["setup", "cleanup"] as const) {
    if (script[name] !== undefined && typeof script[name] !== "function") throw new TypeError(`${name} of ${here.script} is no function`);
  }
  return script;
}

export async function describeScript(): Promise<Description> {
  const script = await loadScript();
  const requires = script.requires ?? {};
  if (typeof requires !== "object" || requires === null)
    throw new TypeError(`requires of ${here.script} is no object: write \`export const requires: Requires = { agents: 2 }\``);
  const description: Description = {
    requires: requires as { [key: string]: Data },
    hasSetup: script.setup !== undefined,
    hasCleanup: script.cleanup !== undefined,
  };
  if (requires.timeout !== undefined) description.timeoutMs = milliseconds(requires.timeout);
  return description;
}

/** Runs setup, run and cleanup. Never rejects. */
export async function runScript({ nodes, agents, parameters }: RunBody): Promise<Ran> {
  const begin = performance.now();
  setNodes(nodes, agents);
  const ran: Ran = { how: "passed", phase: "load", seconds: 0 };
  let script: Script | undefined;
  try {
    script = await loadScript();
    ran.phase = "setup";
    await (await callback(here.suiteSetup, "setup"))?.(parameters, results);
    await script.setup?.(parameters, results);
    ran.phase = "run";
    const value = await script.run?.(parameters, results);
    if (value !== undefined) ran.value = value;
  } catch (error) {
    note(ran, error);
  }
  // Each of them runs, whatever became of the one before.
  for (const clean of ran.phase === "load" ? [] : [async () => script?.cleanup, () => callback(here.suiteCleanup, "cleanup")]) {
    try {
      await (await clean())?.(parameters, results);
    } catch (error) {
      if (ran.how === "failed") ran.cleanupError ??= errorToData(error, self, here.script);
      else {
        ran.phase = "cleanup";
        note(ran, error);
      }
    }
  }
  ran.seconds = (performance.now() - begin) / 1000;
  return ran;
}

/** What a module of suite.yaml's callbacks exports for before or after each script. */
async function callback(module: string | undefined, name: "setup" | "cleanup"): Promise<Run | undefined> {
  if (module === undefined) return undefined;
  const run = ((await importModule(module)) as { [name: string]: unknown })[name];
  if (typeof run !== "function") throw new TypeError(`${module} exports no function ${name}, and suite.yaml says that it does`);
  return run as Run;
}

function note(ran: Ran, error: unknown): void {
  delete ran.value;
  if (error instanceof SkipError) {
    ran.how = "skipped";
    ran.reason = error.message;
  } else {
    ran.how = "failed";
    ran.error = errorToData(error, self, here.script);
  }
}
