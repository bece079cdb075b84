// SPDX-License-Identifier: GPL-2.0-or-later
// `lutf.suites`: what is there, and scripts run from a script or the shell. They run on the agents of the test that asks and are read anew each time.

import { self } from "lutf:agent";
import { realpath } from "lutf/fs";
import { limits } from "../limits.ts";
import { attachSuites, type SuitesSource, type Verdict } from "../lutf/suites.ts";
import { openTest } from "../master/open-test.ts";
import { tests } from "../master/serve-tests.ts";
import { serve } from "../rpc/channel.ts";
import { errorToData } from "../rpc/errors.ts";
import type { Data, NodeDescription, Requires, TestObserver, TestOutcome } from "../test-run.ts";
import type { CompilerPaths } from "./compile.ts";
import { lacking, pick } from "./requirements.ts";
import { requirementsOf, type SelectedScript, type Selection, selectScripts } from "./selection.ts";

export interface SuitesHost {
  roots: readonly string[];
  compiler: CompilerPaths;
  nodes(): NodeDescription[];
}

/** The test that asks; undefined: the main realm itself, which may use every node. */
type Asker = { test: string } | undefined;

let serial = 0;

export function serveSuites(host: SuitesHost): void {
  const select = async (suites: string[], only: string[]): Promise<Selection> =>
    selectScripts(host.roots, { suites, only, except: [], tags: [] }, host.compiler, await realpath("."));

  const list = async (): Promise<{ [suite: string]: { [script: string]: Requires } }> => {
    const { scripts, modules } = await select([], []);
    const listed: { [suite: string]: { [script: string]: Requires } } = {};
    for (const script of scripts) {
      const requires = await requirementsOf(script, modules);
      const suite = listed[script.suite.name] ?? {};
      suite[script.script] = "error" in requires ? {} : requires;
      listed[script.suite.name] = suite;
    }
    return listed;
  };

  const runAll = async (asker: Asker, suite: string, names: string[], parameters: { [key: string]: Data }): Promise<Verdict[]> => {
    const selection = await select(
      [suite],
      names.map((name) => `${suite}/${name}`),
    );
    const verdicts: Verdict[] = [];
    for (const script of selection.scripts) verdicts.push(await runOne(host, asker, script, selection, parameters));
    return verdicts;
  };

  serve("list_suites", list as () => Promise<Data>);
  serve("run_scripts", async ({ parameters }) => {
    const {
      test,
      suite,
      scripts,
      parameters: given,
    } = parameters as { test: string; suite: string; scripts: string[]; parameters: { [key: string]: Data } };
    return (await runAll({ test }, suite, scripts, given)) as unknown as Data;
  });
  const source: SuitesSource = { list, run: (suite, scripts, parameters) => runAll(undefined, suite, scripts, parameters) };
  attachSuites(source);
}

async function runOne(
  host: SuitesHost,
  asker: Asker,
  { suite, script, module }: SelectedScript,
  { modules }: Selection,
  parameters: { [key: string]: Data },
): Promise<Verdict> {
  const asking = asker === undefined ? undefined : tests.get(asker.test);
  const observer: TestObserver = asking?.options.observer.onConsole
    ? { onConsole: asking.options.observer.onConsole.bind(asking.options.observer) }
    : {};
  const nodes = asking?.nodes ?? host.nodes();
  const agents = nodes.filter(({ name }) => (asking ? asking.agents.includes(name) : name !== self));
  const load = (name: string): string | undefined => {
    const compiled = modules.get(name);
    if (compiled && "error" in compiled) throw new SyntaxError(`${compiled.error.where ?? name}: ${compiled.error.message}`);
    return compiled?.code;
  };
  const opened = openTest({
    test: `${suite.name}/${script}#from-${asker?.test.replaceAll("#", "-") ?? self}-${++serial}`,
    script: module,
    load,
    run: asking?.options.run ?? { id: "", seed: 0, output: "" },
    observer,
  });
  try {
    const { requires, timeoutMs } = await opened.describe(limits.script);
    const lack = lacking(requires, agents);
    if (lack !== undefined) return { suite: suite.name, script, status: "SKIP", seconds: 0, reason: lack };
    const taken = (pick(requires, agents) ?? []).map(({ name }) => name);
    const outcome = await opened.run({
      nodes,
      agents: taken,
      parameters,
      timeoutMs: timeoutMs ?? suite.file.timeout ?? limits.script,
    });
    const failures = await opened.undo();
    const done = verdict(outcome);
    // What could not be undone is no success.
    if (failures.length > 0) Object.assign(done, { status: done.status === "PASS" ? "FAIL" : done.status, reason: failures.join("; ") });
    return { suite: suite.name, script, ...done };
  } catch (error) {
    return { suite: suite.name, script, status: "FAIL", seconds: 0, error: errorToData(error, self, module) };
  } finally {
    await opened.close();
  }
}

const statuses = { passed: "PASS", failed: "FAIL", skipped: "SKIP", timeout: "TIMEOUT", crashed: "CRASH", cancelled: "FAIL" } as const;

function verdict({ how, seconds, reason, error, value }: TestOutcome): Pick<Verdict, "status" | "seconds" | "reason" | "error" | "value"> {
  return {
    status: statuses[how],
    seconds,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error }),
    ...(value === undefined ? {} : { value }),
  };
}
