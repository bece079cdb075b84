// SPDX-License-Identifier: GPL-2.0-or-later
// What traffic makes of rules: `main` pings `agent`, and counters tell over which NIs (golden/34_udsp/facts.md).
import type { Requires } from "lutf";
import { type Bed, testbed } from "lutf/testbed";
import { type NodeTraffic, traffic } from "lutf/traffic";

/** Pings of one measurement, as many as there were in the recordings. */
export const PINGS = 30;
/** Discovery and recovery may send that much meanwhile. */
export const ABOUT_NONE = { atMost: 2 };
/** In turn; and some of what discovery sent before decides who begins. */
export const EVENLY = { tolerance: 0.2 };

const onNodes = (tcp: number): Requires => ({ agents: 2, interfaces: { tcp }, lnet: { version: ">=2.15" }, timeout: "3m" });
export const threeNics = onNodes(3);
export const twoNics = onNodes(2);

/** Two NICs on tcp, one on tcp1; they know each other. */
export async function twoNets(): Promise<[Bed, Bed]> {
  const [main, agent] = await testbed({ nodes: 2, nets: { tcp: [0, 1], tcp1: [2] }, discover: true });
  return [main, agent];
}

/** All on tcp; they know each other. */
export async function oneNet(nics = 3): Promise<[Bed, Bed]> {
  const [main, agent] = await testbed({ nodes: 2, nics, discover: true });
  return [main, agent];
}

/** NIDs of a node on a net. */
export function nidsOn(bed: Bed, net: string): string[] {
  return bed.nids.filter((nid) => nid.endsWith(`@${net}`));
}

export interface Seen {
  main: NodeTraffic;
  agent: NodeTraffic;
}

/** Main pings a NID of agent, by default the first; none may fail. */
export async function pinged(main: Bed, agent: Bed, to: string = agent.nids[0]!): Promise<Seen> {
  const seen = await traffic([main, agent], () => traffic.pings(main, to, PINGS));
  return { main: seen.on(main), agent: seen.on(agent) };
}

/** A pattern that both NIDs match: "10.1.[1,2].1@tcp". */
export function patternOf(one: string, other: string): string {
  const octets = (nid: string): string[] => nid.slice(0, nid.indexOf("@")).split(".");
  const others = octets(other);
  const both = octets(one).map((octet, place) => (octet === others[place] ? octet : `[${octet},${others[place]}]`));
  return `${both.join(".")}${one.slice(one.indexOf("@"))}`;
}
