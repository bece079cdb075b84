// SPDX-License-Identifier: GPL-2.0-or-later
// What the runner and the library say to each other about one run of one script: the runner asks, `ts/master/open-test.ts` does it.

import type { Requires } from "./lutf/requires.ts";
import type { Data } from "./rpc/data.ts";
import type { ErrorData } from "./rpc/error-data.ts";
import type { NodeDescription } from "./rpc/node-description.ts";

export type { Data, ErrorData, NodeDescription, Requires };

/** The run (one start of the master) that tests belong to: `lutf.run`. */
export type RunDescription = {
  id: string;
  seed: number;
  /** Absolute path of the run's results folder on the master. */
  output: string;
};

/** What happens in a test as it goes, on whatever node; called in the main realm, in order per node. */
export interface TestObserver {
  /** A line (or lines) from `console` on a node; text has no trailing newline. */
  onConsole?(node: string, level: "debug" | "log" | "info" | "warn" | "error", text: string): void;
  /** `node.log(…)`. */
  onLog?(node: string, level: "debug" | "info" | "warn" | "error", message: string, data: Data): void;
  onStepBegin?(name: string): void;
  onStepEnd?(step: StepResult): void;
  /** `results.record(key, value)`. */
  onRecord?(key: string, value: Data): void;
  /** `results.attach(name, content)`; name is a plain file name. */
  onAttachment?(name: string, content: string | Uint8Array): void;
  /** An agent takes part from now on. */
  onNode?(node: string): void;
}

/** A sub-test: `results.step(name, body)`. Times in seconds; start counts from the Unix epoch. */
export type StepResult = {
  name: string;
  status: "PASS" | "FAIL" | "SKIP";
  start: number;
  seconds: number;
  /** What body returned, where that is data. */
  value?: Data;
  reason?: string;
  error?: ErrorData;
};

export interface TestOptions {
  /** Names this run of the script: unique among all runs of this process, [A-Za-z0-9._/#-], for example "samples/hello#12". */
  test: string;
  /** Full name of the script's module, for example "suites/samples/hello.ts". */
  script: string;
  /** JavaScript (with inline source map) of a module of the suites, by full name; undefined: there is none; throws: it does not compile. */
  load(name: string): string | undefined;
  run: RunDescription;
  observer: TestObserver;
  /** Full names of modules whose exported `setup` runs before, and `cleanup` after, the script's own (suite.yaml); in this realm. */
  suiteSetup?: string;
  suiteCleanup?: string;
  /** Bytes the master's realm may use; default LUTF_REALM_MEMORY. */
  memory?: number;
}

/** What the script's module says before anything of it runs. */
export interface ScriptDescription {
  requires: Requires;
  hasSetup: boolean;
  hasCleanup: boolean;
  /** Milliseconds of requires.timeout, if given. */
  timeoutMs?: number;
}

export interface RunOptions {
  /** Every node of the cluster, the master first; `lutf.getAgents()` and `lutf.getTarget()` find these. */
  nodes: NodeDescription[];
  /** Names of the agents allocated to this script, in order: `lutf.agents`. */
  agents: string[];
  parameters?: { [key: string]: Data };
  /** For setup, run and cleanup together; 0: none. When it is over, outcome is "timeout". */
  timeoutMs: number;
}

export interface TestOutcome {
  /**
   * "passed", "failed" (threw, left a call behind, or an error that nobody handled), "skipped" (lutf.skip, or requires an interface the node lacks),
   * "timeout", "crashed" (memory, a turn too long), "cancelled" (TestRun.terminate).
   */
  how: "passed" | "failed" | "skipped" | "timeout" | "crashed" | "cancelled";
  /** Where it failed. */
  phase: "load" | "setup" | "run" | "cleanup";
  seconds: number;
  /** What `run` returned, if it passed and that is data. */
  value?: Data;
  /** Why it was skipped, timed out, crashed or was cancelled. */
  reason?: string;
  error?: ErrorData;
  /** An error of cleanup after run had failed already. */
  cleanupError?: ErrorData;
  /** "timeout", "crashed": what the script and each node that took part was waiting for. */
  waiting?: { node: string; what: string; at?: string }[];
}

/** One run of one script. Made by openTest(); every TestRun must be closed. */
export interface TestRun {
  readonly test: string;
  readonly script: string;
  /** Loads the script's module (once) and says what it asks for. Rejects with the error of loading it, or a RealmEndedError when timeoutMs (0: none) is over. */
  describe(timeoutMs: number): Promise<ScriptDescription>;
  /** Runs setup, run and cleanup; once. Never rejects. */
  run(options: RunOptions): Promise<TestOutcome>;
  /** Ends the script's JavaScript at once; run() resolves with "cancelled". */
  terminate(reason: string): void;
  /** Names of the agents that take or took part, in order of joining. */
  participants(): string[];
  /** What the nodes that take part are waiting for now. */
  inspect(): Promise<{ node: string; what: string; at?: string }[]>;
  /** Modules loaded so far: full name and sha256 (hex). */
  modules(): [name: string, sha256: string][];
  /**
   * Undoes what the test has done and not undone itself (ts/leases): faults, and LNet that it loaded, unless keepLnet; gives a text for each that could not be
   * undone. Never rejects.
   */
  undo(options?: { keepLnet?: boolean }): Promise<string[]>;
  /** Ends the test on every participant (its children are killed there) and frees the realm here. Never rejects. */
  close(): Promise<void>;
}

/** Opens a realm for a run of a script. Only in the main realm of the master. */
export type OpenTest = (options: TestOptions) => TestRun;

/**
 * What the runner calls from the library, all in the master's main realm:
 *
 *   import { openTest } from "./master/open-test.ts";                       // OpenTest
 *   import { serve, callService, startChannel } from "./rpc/channel.ts";    // services of main realms
 *   import { startCoordinator } from "./sync/coordinator.ts";               // notify, waitFor, barrier
 *   import { startAgent } from "./agent/main.ts";                           // `lutf agent`: ts/main.ts calls it and returns
 *   import { attachSuites } from "./lutf/suites.ts";                        // gives `lutf.suites` its value in a realm
 *
 * startChannel(onMessage) installs the receiver of "lutf:agent"; onMessage gets the kinds "agent", "connected", "disconnected"
 * and every event. openTest() starts the coordinator by itself.
 */
