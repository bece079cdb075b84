// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the script of the test: in the master's realm only.
import { self } from "lutf:agent";
import { importModule } from "lutf:realm";
import { here } from "../lutf/here.ts";
import { setNodes } from "../lutf/nodes.ts";
import type { Requires } from "../lutf/requires.ts";
import { openCalls } from "../rpc/channel.ts";
import type { Data, Parameters } from "../rpc/data.ts";
import type { ErrorData } from "../rpc/error-data.ts";
import { errorToData, RemoteError, SkipError } from "../rpc/errors.ts";
import type { NodeDescription } from "../rpc/node-description.ts";
import { whereOf } from "../stack/stack.ts";
import { type Results, results } from "./results.ts";

/** A script: `suites/<suite>/<script>.ts` exports `run`, and may export `requires`, `setup` and `cleanup`. cleanup runs however setup and run ended. */
export type Run = (parameters: Parameters, results: Results) => Promise<Data | void>;

interface Script {
  requires?: Requires;
  setup?: Run;
  run?: Run;
  cleanup?: Run;
}

export type Description = { requires: Data; hasSetup: boolean; hasCleanup: boolean };
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

/** requires as it is written: the master checks it (ts/master/check-requires.ts). */
export async function describeScript(): Promise<Description> {
  const { requires = {}, setup, cleanup } = await loadScript();
  return { requires: requires as Data, hasSetup: setup !== undefined, hasCleanup: cleanup !== undefined };
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
    // What setup has begun it may mean to be there until cleanup.
    const before = new Set(openCalls().map(({ id }) => id));
    const value = await script.run?.(parameters, results);
    refuseForgotten(before);
    await turn();
    if (value !== undefined) ran.value = value;
  } catch (error) {
    note(ran, error);
  }
  // Each of them runs, whatever became of the one before.
  for (const clean of ran.phase === "load" ? [] : [async () => script?.cleanup, () => callback(here.suiteCleanup, "cleanup")]) {
    try {
      const run = await clean();
      if (run === undefined) continue;
      await run(parameters, results);
      await turn();
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

/** An answer that nobody waits for would decide nothing, or, if it came early enough, everything. */
function refuseForgotten(before: ReadonlySet<number>): void {
  const [first, ...others] = openCalls().filter(({ id }) => !before.has(id));
  if (first === undefined) return;
  const at = whereOf(first.site);
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  throw new RemoteError(
    `run returned while ${first.what}${at === undefined ? "" : ` (${at})`}${more} was still under way: await it, or give it up (withCalls with a signal)`,
    { node: self, script: here.script, what: first.what, site: first.site },
    "Error",
  );
}

/** The end of this turn of the event loop: rejections that nobody has handled by then end the realm. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
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
