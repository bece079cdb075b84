// SPDX-License-Identifier: GPL-2.0-or-later
// The events of a run: one JSON object a line in events.jsonl, in the order in which they happened. Everything else that is said
// of a run (terminal, results.yaml, files of each test) is made from them and from nothing else.

export type Status = "PASS" | "FAIL" | "SKIP" | "EXPECTED_FAILURE" | "UNEXPECTED_PASS" | "TIMEOUT" | "CRASH";

/** Statuses that make a suite, and the run, fail. */
export const failing: ReadonlySet<Status> = new Set<Status>(["FAIL", "UNEXPECTED_PASS", "TIMEOUT", "CRASH"]);

/** What JSON can carry. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** An error as it is shown: `stack` has one frame a line, across all nodes that took part. */
export interface Failure {
  name: string;
  message: string;
  stack?: string;
  /** The node where it happened. */
  node?: string;
  errno?: number;
  /** What was compared, as text. */
  expected?: string;
  actual?: string;
  /** The line of TypeScript that failed: `path:line:column`, and its text. */
  where?: string;
  source?: string;
  /** What to try. */
  hint?: string;
}

/** Says which run of which script an event is about; `test` is unique within the run. */
interface OfTest {
  test: string;
}

export interface RunBegin {
  event: "run-begin";
  at: string;
  id: string;
  version: string;
  seed: number;
  host: string;
  user: string;
  argv: string[];
  /** Fields of the design document's TestGroup and what stands beside it, as far as they were given. */
  group: { [field: string]: Json };
  /** How many tests are going to run. */
  tests: number;
}
export interface NodesReady {
  event: "nodes";
  at: string;
  nodes: { name: string; host: string; roles: string[] }[];
  seconds: number;
}
export interface SuiteBegin {
  event: "suite-begin";
  at: string;
  suite: string;
  description: string;
  path: string;
}
export interface TestBegin extends OfTest {
  event: "test-begin";
  at: string;
  suite: string;
  script: string;
  repetition: number;
  path: string;
  nodes: string[];
  /** Its place in the plan, from 0: tests may begin in another order. */
  index: number;
  /** The command that runs only this test again. */
  again: string;
}
export interface Output extends OfTest {
  event: "output";
  at: string;
  node: string;
  level: string;
  text: string;
}
export interface Step extends OfTest {
  event: "step";
  at: string;
  name: string;
  status: "PASS" | "FAIL" | "SKIP";
  seconds: number;
  reason?: string;
  error?: Failure;
}
export interface Recorded extends OfTest {
  event: "record";
  key: string;
  value: Json;
}
export interface Attached extends OfTest {
  event: "attach";
  name: string;
  bytes: number;
}
export interface TestEnd extends OfTest {
  event: "test-end";
  at: string;
  suite: string;
  script: string;
  repetition: number;
  status: Status;
  seconds: number;
  /** Why it was skipped, expected to fail, stopped. */
  reason?: string;
  error?: Failure;
  /** What it was waiting for when its time was over. */
  waiting?: Json;
  /** What `run` returned. */
  value?: Json;
  /** What it left of LNet on its agents, a line for each: `agent1 net/tcp: was not there`. */
  dirty?: string[];
}
export interface NodeState {
  event: "node";
  at: string;
  node: string;
  state: string;
  detail: string;
}
export interface RunEnd {
  event: "run-end";
  at: string;
  seconds: number;
  counts: { [status in Status]?: number };
  interrupted?: string;
}

export type RunEvent = RunBegin | NodesReady | SuiteBegin | TestBegin | Output | Step | Recorded | Attached | TestEnd | NodeState | RunEnd;

/** A reporter is told every event of a run, in order, as it happens. */
export interface Reporter {
  handle(event: RunEvent): void;
  /** After the last event: writes what is left. */
  finish?(): Promise<void>;
}
