// SPDX-License-Identifier: GPL-2.0-or-later
// Events and barriers of all tests, in the master's main realm: the one place that knows who has come and who has not.
import { event as sendEvent } from "lutf:agent";
import { seconds } from "../lutf/duration.ts";
import { listen, type ServiceRequest, serve } from "../rpc/channel.ts";
import type { Data } from "../rpc/data.ts";
import type { MissingNode } from "../rpc/errors.ts";
import type { Barrier, BarrierAnswer, Notify, Subscribe, WaitAnswer, WaitFor } from "./messages.ts";

/** What the coordinator needs of a test. */
export interface TestNodes {
  /** Nodes that take part now, the master first. */
  names(): string[];
  /** What a node's realm of this test waits for, oldest first; a text if that cannot be known. */
  inspect(node: string): Promise<{ what: string; at?: string }[] | string>;
}

interface Notice {
  from: string;
  data: Data;
}

/** waitFor() of one node. */
interface Waiter {
  node: string;
  from: string[];
  begin: number;
  timeoutMs: number;
  finish(answer: WaitAnswer): void;
}

interface Gathering {
  nodes: string[];
  /** By the node that came. */
  present: Map<string, { begin: number; finish(answer: BarrierAnswer): void }>;
}

const coordinations = new Map<string, Coordination>();

/** Events and barriers of one test. */
class Coordination {
  readonly #notices = new Map<string, Notice[]>();
  /** By event and node: indices of the notices that this node's waitFor() has had. */
  readonly #taken = new Map<string, Set<number>>();
  readonly #waiters = new Map<string, Set<Waiter>>();
  readonly #subscribers = new Map<string, Map<string, { node: string; subscription: number }>>();
  readonly #barriers = new Map<string, Gathering>();

  constructor(
    readonly test: string,
    readonly nodes: TestNodes,
  ) {}

  notify(src: string, event: string, data: Data): void {
    const notice: Notice = { from: src, data };
    const notices = this.#notices.get(event) ?? [];
    this.#notices.set(event, notices);
    notices.push(notice);
    for (const { node, subscription } of this.#subscribers.get(event)?.values() ?? []) this.#deliver(node, subscription, event, notice);
    const answered = new Set<string>();
    for (const waiter of this.#waiters.get(event) ?? []) {
      // One notify is for one waitFor of each node.
      if (answered.has(waiter.node) || !accepts(waiter, src)) continue;
      answered.add(waiter.node);
      this.#takenBy(event, waiter.node).add(notices.length - 1);
      waiter.finish(notice);
    }
  }

  waitFor(request: ServiceRequest, { event, from, timeoutMs }: WaitFor): Promise<WaitAnswer> {
    const node = request.src;
    const notices = this.#notices.get(event) ?? [];
    const taken = this.#takenBy(event, node);
    const earlier = notices.findIndex((notice, index) => !taken.has(index) && accepts({ from }, notice.from));
    if (earlier >= 0) {
      taken.add(earlier);
      return Promise.resolve(notices[earlier] as Notice);
    }
    return new Promise((resolve) => {
      const waiters = this.#waiters.get(event) ?? new Set();
      this.#waiters.set(event, waiters);
      const waiter: Waiter = {
        node,
        from,
        begin: performance.now(),
        timeoutMs,
        finish(answer) {
          clearTimeout(timer);
          waiters.delete(waiter);
          resolve(answer);
        },
      };
      const timer = setTimeout(() => {
        waiters.delete(waiter);
        void this.#missedNotice(event, waiter).then(resolve);
      }, timeoutMs);
      waiters.add(waiter);
      request.signal.addEventListener("abort", () => waiter.finish({ failed: "given up", missing: [], after: 0 }));
    });
  }

  barrier(request: ServiceRequest, { name, nodes, timeoutMs }: Barrier): Promise<BarrierAnswer> {
    const node = request.src;
    const gathering = this.#barriers.get(name) ?? { nodes, present: new Map() };
    const refuse = (why: string): Promise<BarrierAnswer> => Promise.resolve({ refused: `barrier "${name}": ${why}` });
    if (!nodes.includes(node)) return refuse(`${node} came, but it is not among its nodes ${nodes.join(", ")}`);
    if (gathering.present.has(node))
      return refuse(`${node} came twice; ${gathering.nodes.filter((each) => !gathering.present.has(each)).join(", ")} has not come yet`);
    if (!sameNodes(gathering.nodes, nodes))
      return refuse(
        `${node} waits for ${nodes.join(", ")}, but ${[...gathering.present.keys()].join(", ")} for ${gathering.nodes.join(", ")}`,
      );
    this.#barriers.set(name, gathering);
    return new Promise((resolve) => {
      const finish = (answer: BarrierAnswer): void => {
        clearTimeout(timer);
        gathering.present.delete(node);
        if (gathering.present.size === 0 && this.#barriers.get(name) === gathering) this.#barriers.delete(name);
        resolve(answer);
      };
      const begin = performance.now();
      const timer = setTimeout(() => {
        // Who is there cannot pass either: all of them are told, once.
        void this.#missedBarrier(name, gathering, begin, timeoutMs).then((answer) => {
          for (const each of [...gathering.present.values()]) each.finish(answer);
        });
      }, timeoutMs);
      gathering.present.set(node, { begin, finish });
      request.signal.addEventListener("abort", () => finish(null));
      if (gathering.present.size === gathering.nodes.length) {
        this.#barriers.delete(name);
        for (const each of [...gathering.present.values()]) each.finish(null);
      }
    });
  }

  subscribe(src: string, { event, subscription }: Subscribe): void {
    const subscribers = this.#subscribers.get(event) ?? new Map();
    this.#subscribers.set(event, subscribers);
    subscribers.set(`${src} ${subscription}`, { node: src, subscription });
    for (const notice of this.#notices.get(event) ?? []) this.#deliver(src, subscription, event, notice);
  }

  unsubscribe(src: string, { event, subscription }: Subscribe): void {
    this.#subscribers.get(event)?.delete(`${src} ${subscription}`);
  }

  /** A node will not come: those who wait for it and for nobody else are told at once. */
  lost(node: string, why: string): void {
    const missing: MissingNode[] = [{ node, doing: why }];
    for (const [name, { nodes, present }] of this.#barriers) {
      if (!nodes.includes(node)) continue;
      for (const { begin, finish } of [...present.values()]) {
        finish({ failed: `barrier "${name}": ${node} cannot come: ${why}`, missing, after: performance.now() - begin });
      }
    }
    for (const [event, waiters] of this.#waiters) {
      for (const waiter of [...waiters]) {
        if (waiter.from.length !== 1 || waiter.from[0] !== node) continue;
        waiter.finish({ failed: `waitFor "${event}": ${node} cannot notify: ${why}`, missing, after: performance.now() - waiter.begin });
      }
    }
  }

  /** The test is over: nobody waits any more. */
  close(): void {
    const over = { failed: `test ${this.test} is over`, missing: [], after: 0 };
    for (const { present } of this.#barriers.values()) for (const { finish } of [...present.values()]) finish(over);
    for (const waiters of this.#waiters.values()) for (const waiter of [...waiters]) waiter.finish(over);
  }

  #deliver(node: string, subscription: number, name: string, { from, data }: Notice): void {
    sendEvent(node, { test: this.test, type: "notification", subscription, name, from, data });
  }

  #takenBy(event: string, node: string): Set<number> {
    const key = `${node} ${event}`;
    const taken = this.#taken.get(key) ?? new Set();
    this.#taken.set(key, taken);
    return taken;
  }

  async #missedNotice(event: string, { node, from, begin, timeoutMs }: Waiter): Promise<WaitAnswer> {
    const after = performance.now() - begin;
    const names = from.length > 0 ? from : this.nodes.names().filter((name) => name !== node);
    const missing = await this.#where(names);
    const whom = from.length === 0 ? "nobody" : from.length === 1 ? `${from[0]} has not` : `none of ${from.join(", ")}`;
    return { failed: `waitFor "${event}" on ${node}: ${whom} notified it within ${seconds(timeoutMs)}${shown(missing)}`, missing, after };
  }

  async #missedBarrier(
    name: string,
    gathering: Gathering,
    begin: number,
    timeoutMs: number,
  ): Promise<{ failed: string; missing: MissingNode[]; after: number }> {
    const after = performance.now() - begin;
    const absent = gathering.nodes.filter((node) => !gathering.present.has(node));
    const present = [...gathering.present.keys()].join(", ");
    const missing = await this.#where(absent);
    return {
      failed: `barrier "${name}": ${absent.length} of ${gathering.nodes.length} nodes did not come within ${seconds(timeoutMs)}; there: ${present}${shown(missing)}`,
      missing,
      after,
    };
  }

  #where(names: string[]): Promise<MissingNode[]> {
    return Promise.all(names.map((node) => this.#whereIs(node)));
  }

  async #whereIs(node: string): Promise<MissingNode> {
    if (!this.nodes.names().includes(node)) return { node, doing: "has not been called in this test" };
    const waits = await this.nodes.inspect(node);
    if (typeof waits === "string") return { node, doing: waits };
    const wait = waits.findLast((each) => each.at !== undefined) ?? waits.at(-1);
    if (wait === undefined) return { node, doing: "waits for nothing of LUTF" };
    return wait.at === undefined ? { node, doing: wait.what } : { node, doing: wait.what, at: wait.at };
  }
}

function shown(missing: MissingNode[]): string {
  return missing.map(({ node, doing, at }) => `\n  ${node}: ${doing}${at === undefined ? "" : ` at ${at}`}`).join("");
}

function accepts({ from }: { from: string[] }, src: string): boolean {
  return from.length === 0 || from.includes(src);
}

function sameNodes(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((node) => b.includes(node));
}

let started = false;

function coordinationOf(request: ServiceRequest): Coordination {
  const coordination = coordinations.get(String(request.parameters.test));
  if (coordination === undefined) throw new Error(`test ${String(request.parameters.test)} is over`);
  return coordination;
}

/** Offers the services of synchronisation; once per process. */
export function startCoordinator(): void {
  if (started) return;
  started = true;
  serve("notify", (request) => {
    const { event, data } = request.parameters as Notify;
    coordinationOf(request).notify(request.src, event, data);
    return undefined;
  });
  serve("wait_for", (request) => coordinationOf(request).waitFor(request, request.parameters as WaitFor));
  serve("barrier", (request) => coordinationOf(request).barrier(request, request.parameters as Barrier));
  serve("subscribe", (request) => {
    coordinationOf(request).subscribe(request.src, request.parameters as Subscribe);
    return undefined;
  });
  serve("unsubscribe", (request) => {
    coordinationOf(request).unsubscribe(request.src, request.parameters as Subscribe);
    return undefined;
  });
  listen((kind, src, body, _failure, detail) => {
    if (kind !== "agent") return;
    const { state } = body as { state: string };
    if (state !== "dead" && state !== "lost") return;
    for (const coordination of coordinations.values()) coordination.lost(src, `it is ${state}${detail ? `: ${detail}` : ""}`);
  });
}

export function openCoordination(test: string, nodes: TestNodes): void {
  coordinations.set(test, new Coordination(test, nodes));
}

export function closeCoordination(test: string): void {
  coordinations.get(test)?.close();
  coordinations.delete(test);
}
