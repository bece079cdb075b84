// SPDX-License-Identifier: GPL-2.0-or-later
// One run of a script: its realm on the master, and the agents that take part. What the runner sees is in ts/test-run.ts.
import { self } from "lutf:agent";
import { Realm, type RealmEnd } from "lutf:realm";
import { undoEverywhere } from "../leases/keeper.ts";
import type { TestData } from "../lutf/here.ts";
import { callService, request } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { CallTimeoutError, errorToData, RealmEndedError } from "../rpc/errors.ts";
import type { NodeDescription } from "../rpc/node-description.ts";
import { firstFrame, mapStack } from "../stack/stack.ts";
import { closeCoordination, openCoordination } from "../sync/coordinator.ts";
import type { Description, Ran } from "../test-realm/script.ts";
import type { OpenTest, RunOptions, ScriptDescription, TestOptions, TestOutcome, TestRun } from "../test-run.ts";
import { checkRequires } from "./check-requires.ts";
import { Code } from "./code.ts";
import { serveTests, tests } from "./serve-tests.ts";

/** The realm has its own deadline; a request to it never ends by itself. */
const NEVER = 2_147_000_000;
/** A node that does not say within this what it waits for says nothing: its JavaScript does not come back, or it is gone. */
const INSPECT = 2_000;
/** A test's part on an agent ends this much later than the script by itself: time-outs are told here first. */
const AGENT_MARGIN = 1_000;
/**
 * An agent that does not confirm the end of a test within this is left behind: longer than JavaScript may keep it (LUTF_TURN_MAX) and killing
 * what the test has left may take (LUTF_KILL_GRACE, LUTF_KILL_LIMIT). Until then nobody else gets the agent.
 */
const CLOSE = 15_000;

/** What the end of the script's realm makes of its test: an error is the script's own, like one that run throws. */
const outcomes: Readonly<Record<RealmEnd["how"], TestOutcome["how"]>> = {
  timeout: "timeout",
  error: "failed",
  memory: "crashed",
  turn: "crashed",
  terminated: "cancelled",
  closed: "cancelled",
};

type Waiting = { node: string; what: string; at?: string };

export class OpenedTest implements TestRun {
  readonly test: string;
  readonly script: string;
  readonly code: Code;
  nodes: NodeDescription[] = [];
  agents: string[] = [];
  readonly #participants = new Set<string>();
  readonly #realm: Realm;
  readonly #ended: Promise<RealmEnd>;
  #end: RealmEnd | undefined;
  #description: Promise<ScriptDescription> | undefined;
  /** performance.now() when the script's time is over; 0: never. */
  #deadline = 0;

  constructor(readonly options: TestOptions) {
    this.test = options.test;
    this.script = options.script;
    this.code = new Code(options.load);
    const data: TestData = { test: this.test, script: this.script, master: self, run: options.run };
    if (options.suiteSetup !== undefined) data.suiteSetup = options.suiteSetup;
    if (options.suiteCleanup !== undefined) data.suiteCleanup = options.suiteCleanup;
    let ended: (end: RealmEnd) => void = () => undefined;
    this.#ended = new Promise((resolve) => {
      ended = resolve;
    });
    this.#realm = new Realm({
      name: this.script,
      test: this.test,
      entry: "lutf/test-main",
      data,
      ...(options.memory === undefined ? {} : { memory: options.memory }),
      timeoutMs: 0,
      load: (name) => this.code.source(name),
      onEnd: (end) => {
        this.#end = end;
        ended(end);
      },
    });
    tests.set(this.test, this);
    openCoordination(this.test, {
      names: () => [self, ...this.#participants],
      inspect: (node) => this.inspectNode(node),
    });
  }

  describe(timeoutMs: number): Promise<ScriptDescription> {
    this.#description ??= this.#describe(timeoutMs);
    return this.#description;
  }

  async #describe(timeoutMs: number): Promise<ScriptDescription> {
    this.#realm.setTimeout(timeoutMs);
    const { requires, ...has } = (await this.#ask("describe_script", {})) as unknown as Description;
    if (this.#end === undefined) this.#realm.setTimeout(0);
    return { ...has, ...checkRequires(requires, this.script) };
  }

  async run({ nodes, agents, parameters, timeoutMs }: RunOptions): Promise<TestOutcome> {
    const begin = performance.now();
    this.nodes = nodes;
    this.agents = agents;
    this.#realm.setTimeout(timeoutMs);
    this.#deadline = timeoutMs === 0 ? 0 : begin + timeoutMs;
    const fields = { nodes: nodes as Data, agents, parameters: parameters ?? {} };
    const ran = await this.#ask("run_script", fields).then(
      (value) => value as Ran,
      // The answer that is given for a realm that ends may come before it has ended.
      (error: unknown) =>
        this.#end === undefined && !(error instanceof RealmEndedError)
          ? ({ how: "failed", phase: "run", seconds: 0, error: errorToData(error, self, this.script) } satisfies Ran)
          : undefined,
    );
    if (ran !== undefined) {
      if (this.#end === undefined) this.#realm.setTimeout(0);
      return this.#outcome(ran);
    }
    return this.#stopped((await this.#ended) as RealmEnd, (performance.now() - begin) / 1000);
  }

  /** The script came to its end. */
  #outcome(ran: Ran): TestOutcome {
    const outcome: TestOutcome = { ...ran };
    const { error } = outcome;
    if (error?.name === "NodeLostError")
      error.details = { ...error.details, hint: `see the log of ${error.node}: ${this.options.run.output}/nodes/${error.node}.log` };
    if (error?.name === "InternalError" && error.message === "out of memory") {
      // Only what is left of the test could be told; whether it was caught or ended the realm must not decide.
      outcome.how = "crashed";
      outcome.reason = `out of memory on ${error.node}`;
    }
    return outcome;
  }

  /** Milliseconds after which the test's part on an agent that opens it now ends by itself; 0: never. */
  timeOnAgent(): number {
    return this.#deadline === 0 ? 0 : Math.ceil(Math.max(0, this.#deadline - performance.now())) + AGENT_MARGIN;
  }

  /** The realm ended before the script did. */
  async #stopped(end: RealmEnd, seconds: number): Promise<TestOutcome> {
    const { how, message } = end;
    const outcome: TestOutcome = {
      how: outcomes[how],
      phase: "run",
      seconds,
      reason: message,
    };
    if (how === "error") outcome.reason = "an error that nobody handled (is an await missing?)";
    if (how === "error" || end.stack !== undefined)
      outcome.error = {
        name: how === "error" ? "UnhandledError" : "StoppedError",
        message,
        stack: end.stack === undefined ? "" : mapStack(end.stack),
        node: self,
        script: this.script,
      };
    if (how === "error") return outcome;
    const here = Array.isArray(end.waiting) ? (end.waiting as { what: string; at?: string }[]) : [];
    const there = await this.#inspectAll([...this.#participants]);
    outcome.waiting = [...here.map((wait) => ({ node: self, ...wait })), ...there];
    return outcome;
  }

  terminate(reason: string): void {
    if (this.#end === undefined) this.#realm.terminate(reason);
  }

  participants(): string[] {
    return [...this.#participants];
  }

  /** An agent opened the test. */
  join(node: string): void {
    if (this.#participants.has(node)) return;
    this.#participants.add(node);
    this.options.observer.onNode?.(node);
  }

  inspect(): Promise<Waiting[]> {
    return this.#inspectAll([self, ...this.#participants]);
  }

  async #inspectAll(nodes: string[]): Promise<Waiting[]> {
    const all = await Promise.all(nodes.map((node) => this.inspectNode(node)));
    return all.flatMap((waits, index) => {
      const node = nodes[index] as string;
      return typeof waits === "string" ? [{ node, what: waits }] : waits.map((wait) => ({ node, ...wait }));
    });
  }

  /** What the realm of this test on a node waits for, or why that is not known. */
  async inspectNode(node: string): Promise<{ what: string; at?: string }[] | string> {
    try {
      const waits =
        node === self ? this.#realm.inspect() : await callService(node, "inspect_test", { test: this.test }, { timeout: INSPECT });
      if (!Array.isArray(waits)) return "is not part of the test any more";
      return (waits as { what: string; at?: string; stack?: string }[]).map(({ stack, ...wait }) => {
        const at = stack === undefined ? undefined : firstFrame(mapStack(stack));
        return at === undefined ? wait : { ...wait, at };
      });
    } catch (error) {
      if (error instanceof CallTimeoutError) return "does not answer: its JavaScript is busy";
      return `does not say: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  modules(): [name: string, sha256: string][] {
    return this.code.list();
  }

  async undo(options: { keepLnet?: boolean } = {}): Promise<string[]> {
    // A realm that was stopped may have left others at work: what they still do would not be undone.
    if (this.#end !== undefined) await this.#closeOnAgents();
    return await undoEverywhere(this.test, options);
  }

  async close(): Promise<void> {
    closeCoordination(this.test);
    if (this.#end === undefined) this.#realm.close();
    await this.#closeOnAgents();
    await undoEverywhere(this.test); // of a test that was given up before it ran to its end
    await this.#ended;
    tests.delete(this.test);
  }

  async #closeOnAgents(): Promise<void> {
    const agents = [...this.#participants];
    // An agent that cannot be reached has closed its part itself, or will with its process.
    await Promise.allSettled(agents.map((node) => callService(node, "close_test", { test: this.test }, { timeout: CLOSE })));
  }

  /** A request to the realm of the test, here. */
  #ask(type: string, fields: { [key: string]: Data }): Promise<Data> {
    return request(self, { test: this.test, type, ...fields }, this.script, "", type, { timeout: NEVER });
  }
}

/** Opens a realm for a run of a script. Only in the main realm of the master. */
export const openTest: OpenTest = (options) => {
  serveTests();
  if (tests.has(options.test)) throw new Error(`a test ${options.test} is open already`);
  return new OpenedTest(options);
};
