// SPDX-License-Identifier: GPL-2.0-or-later
import type { Lnet, TestParameters } from "lutf/lnetsim";

export type Counts = Record<string, number>;

export interface Session {
  parameters: TestParameters;
  loop: number;
  concurrency?: number;
  from?: string[];
  to?: string[];
  distribute?: number;
  span?: number;
  /** Queries at least, one a second. */
  polls?: number;
  /** Of each group, as `lst show_error` does. */
  showError?: boolean;
}

/** A whole session of the console on this node, as the recordings have it: groups, one test, run, a query a second until it is over, stop, end. */
export function runSession(lnet: Lnet, o: Session): { polls: number; seconds: number } {
  const { from = ["10.1.1.1@tcp"], to = ["10.1.1.2@tcp"], concurrency = 1, distribute = 1, span = 1, loop, parameters } = o;
  const { console: lst } = lnet.node.selftest!;
  const { clock } = lnet;
  const check = (errno: number): void => {
    if (errno !== 0) throw new Error(`the console answers ${errno}`);
  };
  check(lst.newSession({ name: "t", key: 300, timeout: 100, force: false }));
  for (const [name, nids] of [["c", from] as const, ["s", to] as const]) {
    check(lst.addGroup(name));
    lst.addNodes(name, nids);
  }
  check(lst.addBatch("b"));
  check(lst.addTest({ batch: "b", from: "c", to: "s", loop, concurrency, distribute, span, parameters }).errno);
  check(lst.runBatch("b").errno);
  const begun = clock.now;
  const running = (): boolean => lst.queryBatch("b", 0, false, 5).outcomes.some(({ reply }) => (reply?.active ?? 0) > 0);
  let polls = 0;
  do {
    clock.advance(1);
    polls++;
  } while ((running() || polls < (o.polls ?? 1)) && polls < 200);
  const seconds = clock.now - begun;
  running();
  if (o.showError) for (const group of ["c", "s"]) lst.statistics(lst.nodesOf(group)!, 10);
  check(lst.stopBatch("b", false).errno);
  running();
  check(lst.endSession());
  return { polls, seconds };
}

/** What has been counted since `before`, without what has not changed. */
export function since<T extends object>(before: T, now: T): Counts {
  const earlier = before as Counts;
  const changes = Object.entries(now as Counts).flatMap(([key, value]) =>
    value === (earlier[key] ?? 0) ? [] : [[key, value - (earlier[key] ?? 0)]],
  );
  return Object.fromEntries(changes) as Counts;
}

/** Counters of all NIs, and of all NIs of peers, by NID. */
export function snapshot(lnet: Lnet): { [nid: string]: Counts } {
  const flat = ({ counters: { sent, received, dropped } }: { counters: { sent: object; received: object; dropped: object } }): Counts =>
    Object.fromEntries(
      Object.entries({ sent, received, dropped }).flatMap(([kind, counts]) =>
        Object.entries(counts).map(([type, n]) => [`${kind}.${type}`, n]),
      ),
    );
  return Object.fromEntries([
    ...lnet.allNis().map((ni) => [ni.nid, flat(ni)]),
    ...lnet.peers.allNis().map((ni) => [`peer ${ni.nid}`, flat(ni)]),
    ["stats", { ...lnet.statistics, msgs_max: 0, rst_alloc: 0 }],
  ]);
}

export function changes(before: { [nid: string]: Counts }, now: { [nid: string]: Counts }): { [nid: string]: Counts } {
  return Object.fromEntries(
    Object.entries(now).flatMap(([nid, counts]) => {
      const change = since(before[nid] ?? {}, counts);
      return Object.keys(change).length > 0 ? [[nid, change]] : [];
    }),
  );
}

export const ping: TestParameters = { type: "ping" };
export const brw = (write: boolean, size: number): TestParameters => ({ type: "brw", write, check: "simple", size, offset: 0 });
