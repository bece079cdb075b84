// SPDX-License-Identifier: GPL-2.0-or-later
// Messages that went through NIs while something ran, and checks of how they were spread: `import { traffic } from "lutf/traffic"`.
import type { Reason } from "../lnetsim/kernel/reasons.ts";
import type { Node } from "../lutf/node.ts";
import type { MessageCounts, Statistics } from "./index.ts";
import { type NodeOrBed, nodeOf } from "./node-or-bed.ts";
import { reasonsText } from "./reasons-text.ts";
import { startRecording } from "./recording.ts";
import { type Counts, type NiCounters, type NodeCounters, readCounters, risen, risenStatistics, sum } from "./traffic-counters.ts";
import { type Pings, type PingsOptions, pings } from "./traffic-pings.ts";
import { expectSpread, type Spread, withBackground } from "./traffic-spread.ts";

export type { NodeOrBed } from "./node-or-bed.ts";
export type { Counts } from "./traffic-counters.ts";
export type { Pings, PingsOptions } from "./traffic-pings.ts";
export type { OverOptions, Spread } from "./traffic-spread.ts";

/** What one node's counters rose by. Messages are those of all kinds; 0@lo is left out. */
export interface NodeTraffic {
  readonly node: string;
  /** By NID of the local NI. An answer counts as sent under the kind of its request, but it counts. */
  readonly sent: Counts;
  readonly received: Counts;
  readonly dropped: Counts;
  /** By NID of the peer NI, of all peers. */
  readonly toPeer: Counts;
  readonly fromPeer: Counts;
  readonly droppedFromPeer: Counts;
  /** The same by kind of message: `kinds.sent[nid].put`. NIDs of local NIs and peer NIs. */
  readonly kinds: Readonly<Record<"sent" | "received" | "dropped", Readonly<Record<string, MessageCounts>>>>;
  /** What statistics of the node rose by: `statistics.resend_count`. */
  readonly statistics: Statistics;
}

export class TrafficReport<T = unknown> {
  readonly #nodes: ReadonlyMap<string, NodeTraffic>;

  constructor(
    nodes: readonly NodeTraffic[],
    /** What the body returned. */
    readonly result: T,
  ) {
    this.#nodes = new Map(nodes.map((one) => [one.node, one]));
  }

  /** Throws RangeError for a node that was not watched. */
  on(node: NodeOrBed): NodeTraffic {
    const { name } = nodeOf(node);
    const found = this.#nodes.get(name);
    if (!found) throw new RangeError(`traffic on ${name} was not watched; it was on ${[...this.#nodes.keys()].join(", ") || "no node"}`);
    return found;
  }
}

/** Reasons that are kept: a few for each NI and peer NI. */
const REASONS = 100_000;

/** Calls body, and tells how much the counters of messages rose meanwhile: one call of each node before, and one after. */
async function watch<T>(nodes: readonly NodeOrBed[], body: () => Promise<T> | T): Promise<TrafficReport<T>> {
  const watched = nodes.map(nodeOf);
  const before = await Promise.all(watched.map(countersOf));
  const recording = await startRecording<Reason>(
    "reasons",
    watched.map(({ name }) => name),
    REASONS,
  );
  let result: T;
  let reasons: Reason[] = [];
  try {
    result = await body();
  } finally {
    if (recording) reasons = (await recording.stop()).items;
  }
  const after = await Promise.all(watched.map(countersOf));
  return new TrafficReport(
    watched.map((node, index) => compare(node.name, before[index]!, after[index]!, reasons)),
    result,
  );
}

const countersOf = (node: Node): Promise<NodeCounters> => node.call<NodeCounters>("lutf/traffic", "readCounters");

function compare(node: string, before: NodeCounters, after: NodeCounters, all: readonly Reason[]): NodeTraffic {
  const local = risen(before.local, after.local);
  const peers = risen(before.peers, after.peers);
  // What a node sends it has chosen a way for; what it receives, others have.
  const reasons = {
    sent: all.filter((reason) => reason.node === node),
    received: all.filter((reason) => reason.node !== node),
    dropped: [],
  };
  const counts = (which: "sent" | "received" | "dropped", of: readonly NiCounters[], title: string): Counts =>
    withBackground(Object.fromEntries(of.map((ni) => [ni.nid, sum(ni[which])])), {
      title: `${node}, ${title}`,
      nis: new Map(of.map((ni) => [ni.nid, ni])),
      explain: (surprising) =>
        reasonsText(
          reasons[which],
          surprising,
          of.map(({ nid }) => nid),
        ),
    });
  const kinds = (which: "sent" | "received" | "dropped"): Record<string, MessageCounts> =>
    // A node that recovers an NI of its own has it as a peer, too: what is asked for is the NI.
    Object.fromEntries([...peers, ...local].map((ni) => [ni.nid, ni[which]]));
  return {
    node,
    sent: counts("sent", local, "sent by local NI"),
    received: counts("received", local, "received by local NI"),
    dropped: counts("dropped", local, "dropped by local NI"),
    toPeer: counts("sent", peers, "sent to peer NI"),
    fromPeer: counts("received", peers, "received from peer NI"),
    droppedFromPeer: counts("dropped", peers, "dropped from peer NI"),
    kinds: { sent: kinds("sent"), received: kinds("received"), dropped: kinds("dropped") },
    statistics: risenStatistics(before.statistics, after.statistics),
  };
}

export interface Traffic {
  <T>(nodes: readonly NodeOrBed[], body: () => Promise<T> | T): Promise<TrafficReport<T>>;
  /**
   * Checks of counts. LNet promises an even spread only in the long run, and to background traffic (recovery, discovery, checks of routers) nothing at all:
   * leave some tolerance.
   */
  expect(counts: Counts): Spread;
  /**
   * Pings that NID, or those in turn, `count` times, one after the other, and rejects if one fails. One process does up to 50 of them. A ping is a GET and its
   * REPLY.
   */
  pings(from: NodeOrBed, to: string | readonly string[], count: number, options?: PingsOptions): Promise<Pings>;
}

/**
 * What messages went where while body ran, on real and on simulated nodes.
 *
 * @example
 * const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });
 * const seen = await traffic([a, b], () => traffic.pings(a, b.nid(0), 30));
 * traffic.expect(seen.on(a).sent).over(a.nids, { total: 30 });
 * traffic.expect(seen.on(b).received).only(b.nids);
 */
export const traffic: Traffic = Object.assign(watch, {
  expect: expectSpread,
  pings: (from: NodeOrBed, to: string | readonly string[], count: number, options?: PingsOptions) =>
    pings(nodeOf(from), to, count, options),
});

// What traffic() calls on each node.
export { readCounters };
