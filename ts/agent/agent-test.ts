// SPDX-License-Identifier: GPL-2.0-or-later
// A test's part on this agent: from the first request to it until the master closes it.

import { self } from "lutf:agent";
import { Realm, type RealmEnd } from "lutf:realm";
import type { TestData } from "../lutf/here.ts";
import { callService, replyError } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import { cachedSource, fetchCode } from "./code-cache.ts";

type Modules = [name: string, hash: string][];
type Opened = Pick<TestData, "script" | "run" | "nodes" | "agents" | "environment"> & {
  modules: Modules;
  environmentHash: string;
  timeoutMs: number;
};

/** The master's environment, the same for all tests of a run. */
let environment: { hash: string; variables: { [name: string]: string } } = { hash: "", variables: {} };

export class AgentTest {
  /** Requests that came before the realm was there. */
  #queue: { id: number; src: string; body: Data }[] = [];
  #realm: Realm | undefined;
  #ended: RealmEnd | undefined;
  #isOver: (end: RealmEnd) => void = () => undefined;
  readonly #over = new Promise<RealmEnd>((resolve) => {
    this.#isOver = resolve;
  });
  #closed: (() => void) | undefined;
  #closing = false;
  readonly #hashes = new Map<string, string>();

  /** before: what has to be over first, a realm of the same test that lost its master. */
  constructor(
    readonly test: string,
    readonly master: string,
    before?: Promise<void>,
  ) {
    this.#open(before).catch((error: unknown) => {
      for (const { id, src } of this.#queue) replyError(id, src, this.test, error);
      this.#queue = [];
      this.#end({ how: "error", message: error instanceof Error ? error.message : String(error) });
    });
  }

  async #open(before: Promise<void> | undefined): Promise<void> {
    await before;
    const opened = await callService<Opened>(this.master, "open_test", { test: this.test, environmentHash: environment.hash });
    if (opened.environment !== undefined) environment = { hash: opened.environmentHash, variables: opened.environment };
    await this.#add(opened.modules);
    if (this.#closing) throw new Error(`test ${this.test} is over`);
    const { script, run, nodes, agents, timeoutMs } = opened;
    const data: TestData = {
      test: this.test,
      script,
      master: this.master,
      run,
      nodes: nodes ?? [],
      agents: agents ?? [],
      environment: environment.variables,
    };
    this.#realm = new Realm({
      name: script,
      test: this.test,
      entry: "lutf/test-main",
      data,
      // An endless loop here must not outlive its test: the agent is the next one's.
      timeoutMs,
      load: (name) => this.#source(name),
      onEnd: (end) => this.#end(end),
    });
    // From now on requests come to the realm directly, after these.
    for (const { id, src, body } of this.#queue) this.#realm.deliver("request", id, src, body);
    this.#queue = [];
  }

  #end(end: RealmEnd): void {
    this.#ended = end;
    this.#isOver(end);
    for (const { id, src, body } of this.#queue) this.request(id, src, body);
    this.#queue = [];
    this.#closed?.();
  }

  async #add(modules: Modules): Promise<void> {
    await fetchCode(this.master, this.test, modules);
    for (const [name, hash] of modules) this.#hashes.set(name, hash);
  }

  #source(name: string): string | undefined {
    const hash = this.#hashes.get(name);
    return hash === undefined ? undefined : cachedSource(hash);
  }

  /** A request for a realm that is not there: not yet, or no more. */
  request(id: number, src: string, body: Data): void {
    if (this.#ended !== undefined) {
      const why = this.#ended.message === "" ? "" : `: ${this.#ended.message}`;
      const error = new Error(`the realm of ${this.test} on ${self} has ended (${this.#ended.how})${why}`);
      replyError(id, src, this.test, Object.defineProperty(error, "name", { value: "RealmEndedError" }));
    } else {
      this.#queue.push({ id, src, body });
    }
  }

  /** Makes a module known that the script on the master had not loaded when this test was opened here. */
  async provide(name: string): Promise<void> {
    if (this.#hashes.has(name)) return;
    await this.#add(await callService<Modules>(this.master, "list_modules", { test: this.test, name }));
  }

  /** What it waits for; if its time was over here too, what it waited for then, or the frames that it was stopped in. */
  async inspect(): Promise<Data> {
    const now = this.#ended === undefined ? this.#realm?.inspect() : undefined;
    if (now !== undefined || this.#realm === undefined) return now;
    const { how, stack, waiting } = await this.#over;
    if (how !== "timeout") return undefined;
    return stack === undefined ? waiting : [{ what: "running JavaScript that did not come back", stack }];
  }

  /** Resolves when the realm is freed and what it started is killed. */
  close(): Promise<void> {
    this.#closing = true;
    if (this.#ended !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.#closed = resolve;
      this.#realm?.close();
    });
  }
}
