// SPDX-License-Identifier: GPL-2.0-or-later
// What a run is going to do, and under which limits.
import type { Data, NodeDescription, RunDescription } from "../test-run.ts";
import type { CompiledModule } from "./compile.ts";
import type { SuiteSource } from "./discovery.ts";
import type { Places } from "./failure.ts";

/** One run of one script. */
export interface PlannedTest {
  /** From 0, in the order in which tests begin if nothing stands in the way. */
  index: number;
  /** Unique in this process: "samples/print#1". */
  test: string;
  suite: SuiteSource;
  script: string;
  /** Full name of its module. */
  module: string;
  repetition: number;
}

export interface Limits {
  jobs: number;
  /** Milliseconds for a script when neither it nor its suite says; 0: none. */
  scriptTimeout: number;
  /** Milliseconds for all; 0: none. */
  runTimeout: number;
  stopOnFailure: boolean;
}

/** What every test of a run is given. */
export interface RunContext {
  run: RunDescription;
  modules: ReadonlyMap<string, CompiledModule>;
  places: Places;
  /** The master first. */
  nodes(): NodeDescription[];
  parameters: { [key: string]: Data };
  /** Makes the agents of a script as it is to find them; gives those that are as after a reboot now. */
  prepare(agents: readonly string[]): Promise<string[]>;
  limits: Limits;
  /** The command that runs one script again. */
  again(suite: string, script: string): string;
}

/** Every script once, then all again for each further repetition. */
export function planTests(
  scripts: readonly { suite: SuiteSource; script: string; module: string }[],
  repetitions: number,
  serial: () => number,
): PlannedTest[] {
  const tests: PlannedTest[] = [];
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    for (const { suite, script, module } of scripts) {
      tests.push({ index: tests.length, test: `${suite.name}/${script}#${serial()}`, suite, script, module, repetition });
    }
  }
  return tests;
}
