// SPDX-License-Identifier: GPL-2.0-or-later
// Counters of messages of one node, and how much they rose between two readings.
import { type LocalNi, lnet, type MessageCounts, type PeerNi, type Statistics } from "./index.ts";

/** Of a local NI or a peer NI. */
export interface NiCounters {
  nid: string;
  sent: MessageCounts;
  received: MessageCounts;
  dropped: MessageCounts;
  /** 0 to 1000; undefined: it is not shown. */
  health?: number;
  /** "up", "down"; of peer NIs also "NA". */
  status?: string;
}

/** All of one node that traffic() compares. Without 0@lo: what a node sends to itself is no traffic. */
export interface NodeCounters {
  local: NiCounters[];
  peers: NiCounters[];
  statistics: Statistics;
}

/** Messages by the NID of the NI. */
export type Counts = Record<string, number>;

const none = (): MessageCounts => ({ put: 0, get: 0, reply: 0, ack: 0, hello: 0 });

/** Of this node. */
export async function readCounters(): Promise<NodeCounters> {
  const [nets, peers, statistics] = [await lnet.nets({ detail: 2 }), await lnet.peers({ detail: 2 }), await lnet.stats()];
  return {
    local: nets.flatMap((net) => (net["net type"] === "lo" ? [] : net["local NI(s)"].map((ni) => counters(ni, ni.status)))),
    peers: peers.flatMap((peer) => peer["peer ni"].map((ni) => counters(ni, ni.state))),
    statistics,
  };
}

function counters(ni: LocalNi | PeerNi, status: string | undefined): NiCounters {
  const { nid, sent_stats: sent = none(), received_stats: received = none(), dropped_stats: dropped = none() } = ni;
  const health = ni["health stats"]?.["health value"];
  return { nid, sent, received, dropped, ...(health !== undefined && { health }), ...(status !== undefined && { status }) };
}

export const sum = (counts: MessageCounts): number => Object.values(counts).reduce((all, one) => all + one, 0);

/** What rose since `before`, NI by NI; one that was made anew since began at 0, and so did one that was not there. */
export function risen(before: readonly NiCounters[], after: readonly NiCounters[]): NiCounters[] {
  return after.map((ni) => {
    const old = before.find(({ nid }) => nid === ni.nid);
    const anew = old === undefined || fell(old.sent, ni.sent) || fell(old.received, ni.received) || fell(old.dropped, ni.dropped);
    if (anew) return ni;
    return {
      ...ni,
      sent: minus(ni.sent, old.sent),
      received: minus(ni.received, old.received),
      dropped: minus(ni.dropped, old.dropped),
    };
  });
}

function fell(before: MessageCounts, after: MessageCounts): boolean {
  return types(after).some((type) => after[type] < (before[type] ?? 0));
}

function minus(after: MessageCounts, before: MessageCounts): MessageCounts {
  return Object.fromEntries(types(after).map((type) => [type, after[type] - (before[type] ?? 0)])) as unknown as MessageCounts;
}

const types = (counts: MessageCounts): (keyof MessageCounts)[] => Object.keys(counts) as (keyof MessageCounts)[];

/** Levels, which fall again; all other statistics only rise, until they are reset. */
const LEVELS: ReadonlySet<string> = new Set(["msgs_alloc", "msgs_max", "rst_alloc"]);

/** What rose of the statistics; one that was reset since began at 0. */
export function risenStatistics(before: Statistics, after: Statistics): Statistics {
  return Object.fromEntries(
    Object.entries(after).map(([name, value]) => {
      const rise = value - (before[name] ?? 0);
      return [name, rise < 0 && !LEVELS.has(name) ? value : rise];
    }),
  );
}
