// SPDX-License-Identifier: GPL-2.0-or-later
// What tests of health share: two nodes that know each other, and how well they think the NIs of either are.
import { type Duration, lutf, type Requires } from "lutf";
import type { GlobalSettings, Lease, LocalNi, PeerNi, Statistics } from "lutf/lnet";
import { type Bed, testbed } from "lutf/testbed";
import { type NodeTraffic, traffic } from "lutf/traffic";

const onNodes = (tcp: number): Requires => ({ agents: 2, interfaces: { tcp }, lnet: { version: ">=2.15" }, timeout: "10m" });
export const oneNic = onNodes(1);
export const twoNics = onNodes(2);
export const threeNics = onNodes(3);
export const routedNodes = (agents: number, tcp: number): Requires => ({ ...onNodes(tcp), agents, timeout: "15m" });

/** What LNet takes from the health of an NI for a failure, unless it is told otherwise, and where it begins. */
export const SENSITIVITY = 100;
export const WELL = 1000;

/** A failed message is over within that many seconds, so that a real node need not be waited for. */
const QUICK: Partial<GlobalSettings> = { transaction_timeout: 10 };

/** All NICs on tcp; each has discovered the other. */
export async function pair(nics = 3, settings: Partial<GlobalSettings> = {}): Promise<[Bed, Bed]> {
  const [a, b] = await testbed({ nodes: 2, nics, discover: true, settings: { ...QUICK, ...settings } });
  return [a, b];
}

/**
 * The other end has one NID only: a rule to it matches what is sent to it from any NI, and leaves recovery pings of the own NIs alone.
 */
export async function oneTarget(nics = 3, settings: Partial<GlobalSettings> = {}): Promise<[Bed, Bed]> {
  const [first, second] = lutf.agents.take(2);
  const [a] = await testbed({ nodes: [first], nics, settings: { ...QUICK, ...settings } });
  const [b] = await testbed({ nodes: [second], nics: 1 });
  await a.lnet.discover(b.nid(0));
  return [a, b];
}

type LocalHealth = NonNullable<LocalNi["health stats"]> & { status: string };
type PeerHealth = NonNullable<PeerNi["health stats"]> & { state: string | undefined };

/** Of each NI of the node, lo left out, by NID. */
export async function localHealth({ lnet }: Bed): Promise<Record<string, LocalHealth>> {
  const nets = await lnet.nets({ detail: 2 });
  const nis = nets.flatMap((net) => (net["net type"] === "lo" ? [] : net["local NI(s)"]));
  return Object.fromEntries(nis.map((ni) => [ni.nid, { ...ni["health stats"]!, status: ni.status }]));
}

/** What a node holds of each NI of another one, by NID. */
export async function peerHealth({ lnet }: Bed, other: Bed): Promise<Record<string, PeerHealth>> {
  const [peer] = await lnet.peers({ nid: other.nids[0]!, detail: 2 });
  return Object.fromEntries((peer?.["peer ni"] ?? []).map((ni) => [ni.nid, { ...ni["health stats"]!, state: ni.state }]));
}

/** Values only, in the order of the NIDs. */
export function values(health: Record<string, { "health value": number }>, nids: readonly string[]): (number | undefined)[] {
  return nids.map((nid) => health[nid]?.["health value"]);
}

/** Waits until nothing is recovered any more. */
export async function recovered(bed: Bed, which: "local" | "peer" = "local", timeout: Duration = "120s"): Promise<void> {
  let queue: string[] = [];
  const isOver = async (): Promise<boolean> => {
    queue = await bed.lnet.recoveryQueue(which);
    return queue.length === 0;
  };
  await lutf.waitUntil(isOver, {
    timeout,
    interval: "1s",
    message: `${which} recovery of ${bed.node.name} is over`,
    seen: () => `in its queue: ${queue.join(", ")}`,
  });
}

/** One ping that must fail; what statistics of the node rose by. */
export async function onePingFails(from: Bed, to: Bed, timeout = 5): Promise<Statistics> {
  const seen = await traffic([from], () => traffic.pings(from, to.nids[0]!, 1, { mayFail: true, timeout }));
  if (seen.result.ok > 0) throw new Error(`${from.node.name} was answered by ${to.node.name}, and should not have been`);
  return seen.on(from).statistics;
}

/** The class of a failure, as rules spell it; statistics add `_count`. */
export const LOCAL_RESENT = ["local_interrupt", "local_dropped", "local_aborted", "local_no_route", "local_timeout"] as const;

/** How the health stats of an NI call what statistics of the node call so. */
export const NI_NAMES = {
  local_interrupt: "interrupts",
  local_dropped: "dropped",
  local_aborted: "aborted",
  local_no_route: "no route",
  local_timeout: "timeouts",
  local_error: "error",
  remote_dropped: "dropped",
  remote_timeout: "timeout",
  remote_error: "error",
  network_timeout: "network timeout",
} as const;

/**
 * While it is there, recovery pings of the node's own NIs get lost when they arrive: an NI that has lost health stays as it is for at least the transaction
 * timeout. Nothing is noticed at once where it is sent.
 */
export function keepUnrecovered({ lnet }: Bed): Promise<Lease> {
  return lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, messages: ["GET"] });
}

/** Pings of one measurement. */
export const PINGS = 30;
/** Recovery and discovery may send that much meanwhile. */
export const ABOUT_NONE = { atMost: 3 };
/** In turn; and some of what was sent before decides who begins. */
export const EVENLY = { tolerance: 0.3 };

/** What moved while `from` pinged `to`; no ping may fail. */
export async function pinged(from: Bed, to: Bed, count = PINGS): Promise<NodeTraffic> {
  const seen = await traffic([from], () => traffic.pings(from, to.nids[0]!, count, { timeout: 10 }));
  return seen.on(from);
}

/** How often an NI was pinged for its recovery without an answer, and when it is next; seconds of the node's clock. */
export interface Recovery {
  ping_count?: number;
  next_ping?: number;
}

/**
 * Looks every other second for so long, where a ping that is not answered takes 3 s and more; gives the times, in seconds of the node's clock, at which the 1st, 2nd … recovery ping in a row was sent. Each one that is not
 * answered doubles the time to the next, from 2 s on, up to `most` (33_health/facts.md).
 */
export async function recoveryPings(
  read: () => Promise<Recovery | undefined>,
  seconds: number,
  most = Number.POSITIVE_INFINITY,
): Promise<number[]> {
  const sent: number[] = [];
  for (let second = 0; second < seconds; second += 2) {
    const { ping_count = 0, next_ping = 0 } = (await read()) ?? {};
    if (ping_count > 0) sent[ping_count - 1] = next_ping - Math.min(2 ** ping_count, most);
    await lutf.sleep("2s");
  }
  return sent;
}
