// SPDX-License-Identifier: GPL-2.0-or-later
// Load by lnet_selftest, from nodes to nodes, in numbers: `import { selftest } from "lutf/selftest"`.
import type { Node } from "../lutf/node.ts";
import { clock } from "../lutf/virtual-time.ts";
import { sleep, waitUntil } from "../lutf/wait-until.ts";
import { LST_PATIENCE, lst, prepareSelftest, primaryNids, unloadSelftest } from "./selftest-on-node.ts";
import { checkDuration, checkSelftest, type SelftestRun, type SelftestStart, type Wanted } from "./selftest-options.ts";
import { type NodeCounters, readCounters, risen, sum } from "./traffic-counters.ts";

export type { SelftestRun, SelftestStart } from "./selftest-options.ts";

/** What the nodes of `from` did; measured by their LNet's counters, so that other traffic of these nodes counts in messages and bytes. */
export interface SelftestNumbers {
  /** RPCs that they sent. */
  rpcs: number;
  /** RPCs that failed, or whose data was not what it should be. */
  errors: number;
  /** Bytes that went the way of the data: sent by ping and write, received by read. */
  bytes: number;
  bytesPerSecond: number;
  rpcsPerSecond: number;
  /** LNet messages that they sent and received: 2 for an RPC of a ping, 3 of a read, 4 of a write. */
  messages: number;
  messagesPerSecond: number;
  /** How long it ran. Of a simulated LNet's time. */
  seconds: number;
}

/** A selftest that runs. */
export interface RunningSelftest extends AsyncDisposable {
  /** So far. */
  numbers(): Promise<SelftestNumbers>;
  /** Waits until each worker has done its `loop` RPCs, or rejects after so many seconds (default 600). */
  finished(timeout?: number): Promise<void>;
  /** Stops it, waits for RPCs that are under way, ends the session and gives its numbers; a second call gives the same. */
  stop(): Promise<SelftestNumbers>;
}

const MODULE = "lutf/selftest";
/** Names of groups and of the batch. */
const FROM = "from";
const TO = "to";
const BATCH = "load";
/** LST_SESSION: any number; the session is made with --force, since a node of a test is the test's. */
const SESSION = 1413;
/** Seconds without any `lst` after which the console gives up: longer than any test. */
const SESSION_TIMEOUT = 24 * 3600;
const FINISH_TIMEOUT = 600;
const CALL = { timeout: LST_PATIENCE + 10_000 };

/** The console of one session, and what it has loaded. */
class Selftest implements RunningSelftest {
  readonly #wanted: Wanted;
  readonly #console: Node;
  /** Nodes on which the module was loaded for this. */
  #loaded: Node[] = [];
  #session = false;
  #before: NodeCounters[] = [];
  #begin = 0;
  /** RPCs of the console to nodes of `from` since the counters were read. */
  #asked = 0;
  #stopped: Promise<SelftestNumbers> | undefined;

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#console = wanted.from[0]!;
  }

  async start(): Promise<void> {
    const { from, to, words, loop, concurrency, distribute } = this.#wanted;
    const all = [...from, ...to];
    const prepared = await Promise.all(
      all.map((node) => node.call<Awaited<ReturnType<typeof prepareSelftest>>>(MODULE, "prepareSelftest")),
    );
    this.#loaded = all.filter((_, index) => prepared[index]!.loaded);
    const nids = (node: Node): string[] => prepared[all.indexOf(node)]!.nids;
    const [fromNids, toNids] = await this.#primaryNids(nids);
    const loops = loop === undefined ? [] : ["--loop", `${loop}`];
    const groups = ["--from", FROM, "--to", TO];
    this.#session = true;
    await this.#lst(
      ["new_session", "--force", "--timeout", `${SESSION_TIMEOUT}`, "lutf"],
      ["add_group", FROM, ...fromNids],
      ["add_group", TO, ...toNids],
      ["add_batch", BATCH],
      [...["add_test", "--batch", BATCH, ...loops, "--concurrency", `${concurrency}`, "--distribute", distribute, ...groups], ...words],
    );
    this.#before = await this.#read();
    this.#begin = await clock();
    this.#asked = from.length;
    await this.#lst(["run", BATCH]);
  }

  /** By which NIDs the console knows the nodes; the nodes of `from` must know those of `to` by the same. */
  async #primaryNids(nids: (node: Node) => string[]): Promise<[string[], string[]]> {
    const { from, to } = this.#wanted;
    const others = from.slice(1);
    const describe = (nodes: readonly Node[]) => ({ peers: nodes.map((node) => ({ name: node.name, nids: nids(node) })) });
    const ask = (node: Node, about: readonly Node[]) => node.call<string[]>(MODULE, "primaryNids", describe(about));
    const seen = await ask(this.#console, [...others, ...to]);
    const toNids = seen.slice(others.length);
    for (const [index, theirs] of (await Promise.all(others.map((node) => ask(node, to)))).entries()) {
      const different = theirs.findIndex((nid, place) => nid !== toNids[place]);
      if (different >= 0)
        throw new Error(
          `selftest: ${this.#console.name} knows ${to[different]!.name} as ${toNids[different]}, ${others[index]!.name} as ${theirs[different]}; lst needs one primary NID`,
        );
    }
    return [[nids(this.#console)[0]!, ...seen.slice(0, others.length)], toNids];
  }

  async numbers(): Promise<SelftestNumbers> {
    return this.#stopped ?? this.#measure(await clock());
  }

  async finished(timeout = FINISH_TIMEOUT): Promise<void> {
    const { loop, from } = this.#wanted;
    if (loop === undefined) throw new Error("selftest: it was started without loop, so it goes on until it is stopped");
    let said = "";
    const idle = async (): Promise<boolean> => {
      this.#asked += from.length;
      [said = ""] = await this.#lst(["query", "--all", BATCH]);
      const states = said.trimEnd().split("\n");
      return states.every((line) => line.endsWith(": Idle"));
    };
    await waitUntil(idle, {
      timeout: timeout * 1000,
      message: `selftest of ${loop} RPCs for each worker has ended`,
      seen: () => `running; lst query says: ${said.trim()}`,
    });
  }

  stop(): Promise<SelftestNumbers> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<SelftestNumbers> {
    const end = await clock();
    let numbers: SelftestNumbers;
    try {
      const [said = ""] = await this.#lst(["stop", BATCH]);
      // One to stop it, and one each second until none runs any more.
      this.#asked += this.#wanted.from.length * (2 + (said.match(/in stopping/g)?.length ?? 0));
      numbers = await this.#measure(end);
    } catch (error) {
      await this.end().catch(() => undefined); // What went wrong first is what the test should hear.
      throw error;
    }
    await this.end();
    return numbers;
  }

  async #measure(end: number): Promise<SelftestNumbers> {
    const after = await this.#read();
    const { test } = this.#wanted;
    const local = after.flatMap((node, index) => risen(this.#before[index]!.local, node.local));
    const rise = (key: string): number =>
      after.reduce((all, { statistics }, index) => all + statistics[key]! - this.#before[index]!.statistics[key]!, 0);
    // Each RPC of the console with a node of `from` is a PUT of the console, and one of that node that answers; all else that they send as PUT are requests.
    const rpcs = local.reduce((all, { sent }) => all + sent.put, 0) - 2 * this.#asked;
    const messages = local.reduce((all, { sent, received }) => all + sum(sent) + sum(received), 0) - 4 * this.#asked;
    const bytes = test === "read" ? rise("recv_length") : rise("send_length");
    const seconds = (end - this.#begin) / 1000;
    const perSecond = (value: number): number => (seconds > 0 ? value / seconds : 0);
    return {
      rpcs,
      errors: await this.#errors(),
      bytes,
      bytesPerSecond: perSecond(bytes),
      rpcsPerSecond: perSecond(rpcs),
      messages,
      messagesPerSecond: perSecond(messages),
      seconds,
    };
  }

  /** Of RPCs of the test, as each node of `from` counts them. */
  async #errors(): Promise<number> {
    this.#asked += this.#wanted.from.length;
    const [said = ""] = await this.#lst(["show_error", "--session", FROM]);
    return [...said.matchAll(/Session (\d+) brw errors, (\d+) ping errors/g)].reduce(
      (all, [, bulk, ping]) => all + Number(bulk) + Number(ping),
      0,
    );
  }

  #read(): Promise<NodeCounters[]> {
    return Promise.all(this.#wanted.from.map((node) => node.call<NodeCounters>(MODULE, "readCounters")));
  }

  #lst(...commands: string[][]): Promise<string[]> {
    return this.#console.call<string[]>(MODULE, "lst", { session: SESSION, commands }, CALL);
  }

  /** Ends the session, which ends what runs of it, and unloads what start() loaded. */
  async end(): Promise<void> {
    if (this.#session) {
      this.#session = false;
      await this.#lst(["end_session"]);
    }
    const loaded = this.#loaded;
    this.#loaded = [];
    await Promise.all(loaded.map((node) => node.call(MODULE, "unloadSelftest")));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

async function start(o: SelftestStart): Promise<RunningSelftest> {
  const running = new Selftest(checkSelftest(o));
  try {
    await running.start();
  } catch (error) {
    await running.end().catch(() => undefined); // What went wrong first is what the test should hear.
    throw error;
  }
  return running;
}

async function run(o: SelftestRun): Promise<SelftestNumbers> {
  const seconds = checkDuration(o);
  const running = await start(o);
  try {
    if (seconds === undefined) await running.finished();
    else await sleep(seconds * 1000);
  } catch (error) {
    await running.stop().catch(() => undefined); // What went wrong first is what the test should hear.
    throw error;
  }
  return running.stop();
}

/**
 * Load from nodes to nodes by lnet_selftest, on real and on simulated nodes: the console, `lst`, runs on the first node of `from`. The module is loaded where it is not,
 * and the session is ended in any case.
 *
 * @example
 * const [a, b] = await testbed({ nodes: 2 });
 * const { rpcs, errors } = await selftest.run({ from: [a], to: [b], test: "write", size: "4K", loop: 20, concurrency: 4 });
 * expect({ rpcs, errors }).toEqual({ rpcs: 80, errors: 0 });
 * const running = await selftest.start({ from: [a], to: [b], test: "ping" });
 * await lutf.sleep("5s");
 * expect((await running.stop()).rpcs).toBeGreaterThan(10);
 */
export const selftest = {
  /** Runs for so many seconds, or until each worker has done `loop` RPCs, and gives the numbers. */
  run,
  /** Starts it and lets it run; stop() gives the numbers. */
  start,
} as const;

// What it calls on the nodes.
export { lst, prepareSelftest, primaryNids, readCounters, unloadSelftest };
