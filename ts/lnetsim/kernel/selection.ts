// SPDX-License-Identifier: GPL-2.0-or-later
// Which pair of NIs a message takes (golden/30_multirail, 32_routing, 34_udsp: facts.md): local net, local NI, peer NI, and for a remote net the gateway; each by health, then priority,
// then credits, then in turn.
import { type Candidate, type Decision, decide, niCandidate, peerNiCandidate, rank, settled } from "./decision.ts";
import type { Lnet } from "./lnet.ts";
import type { Message } from "./message.ts";
import type { Net, Ni } from "./ni.ts";
import { netOf } from "./nid-text.ts";
import type { Peer, PeerNi } from "./peer.ts";
import { peerNiForTraffic } from "./peer-table.ts";
import { RESERVED_PORTAL } from "./portals.ts";
import type { Route } from "./route.ts";

export interface Path {
  ni: Ni;
  /** Where the message goes next: the destination, or a gateway. */
  peerNi: PeerNi;
  /** While somebody records. */
  decisions?: readonly Decision[] | undefined;
}

/** One of two that are in a list: negative if the first goes before. */
type Compare<T> = (a: T, b: T) => number;

export class Selection {
  readonly #lnet: Lnet;
  readonly #netTurns = new Map<string, number>();
  readonly #routeTurns = new WeakMap<Route, number>();
  #turn = 0;
  /** Of the message that is looked at; undefined: nobody records. */
  #decisions: Decision[] | undefined;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** undefined: there is no way. */
  choose(message: Message): Path | undefined {
    this.#decisions = this.#lnet.node.choices ? [] : undefined;
    const path = this.#choose(message);
    if (path && this.#decisions) path.decisions = this.#decisions;
    return path;
  }

  #choose({ to, pinned, recovery, back, portal, type, cpt }: Message): Path | undefined {
    const named = peerNiForTraffic(this.#lnet, to);
    const { peer } = named;
    if (pinned !== undefined) {
      const ni = this.#lnet.findNi(pinned);
      // They had their turn, too (golden/30_multirail/064: node 2 answered over its third NI, and asked over the one that was used longest ago).
      this.#decisions?.push(settled("ni", pinned, type === "reply" || type === "ack" ? "answer" : "source"));
      return ni && ni.net.name === named.net ? this.#use(ni.net, ni, named) : undefined;
    }
    if (peer.multiRail && !recovery) {
      const net = this.#chooseNet(peer);
      if (net) return this.#pair(net, peer.nis, cpt);
    } else {
      const net = this.#lnet.findNet(named.net);
      if (net)
        return portal === RESERVED_PORTAL || type === "reply" || type === "ack"
          ? this.#pair(net, [named], cpt)
          : this.#keepTo(net, named, cpt);
    }
    return this.#throughGateway(named, back, cpt);
  }

  /** A peer that is not multi-rail may know us by one NID only: it always hears from the NI that it heard from first (golden/30_multirail/061-065). */
  #keepTo(net: Net, peerNi: PeerNi, cpt: number): Path | undefined {
    const kept = net.nis.find(({ nid }) => nid === peerNi.heardFrom);
    if (kept) {
      this.#decisions?.push(settled("ni", kept.nid, "heard from"));
      return this.#use(net, kept, peerNi);
    }
    const path = this.#pair(net, [peerNi], cpt);
    peerNi.heardFrom = path?.ni.nid;
    return path;
  }

  /** The best NI of the net, with the best of the peer NIs on it. */
  #pair(net: Net, candidates: readonly PeerNi[], cpt: number): Path | undefined {
    const { numaRange } = this.#lnet.settings;
    const { cpus } = this.#lnet.node;
    const distance = cpus.cpts.length === 1 ? near : (one: Ni): number => Math.max(numaRange, cpus.distance(cpt, one.deviceCpt));
    const ni = bestNi(net.nis, distance);
    const peerNi = ni && bestPeerNi(ni, candidates);
    if (!ni || !peerNi) return undefined;
    if (this.#decisions) {
      const local = net.nis.map((one) => niCandidate(one, distance(one)));
      const remote = candidates.filter((one) => candidates.length === 1 || one.net === net.name).map((one) => peerNiCandidate(ni, one));
      this.#decisions.push(decide("ni", ni.nid, local), decide("peer ni", peerNi.nid, remote));
    }
    return this.#use(net, ni, peerNi);
  }

  /** It is their turn again when all others had theirs. */
  #use(net: Net, ni: Ni, peerNi: PeerNi): Path {
    this.#netTurns.set(net.name, ++this.#turn);
    ni.sequence = ++this.#turn;
    peerNi.sequence = ++this.#turn;
    return { ni, peerNi };
  }

  /** Of the nets that both have: the healthier, then by priority, then in turn. */
  #chooseNet(peer: Peer): Net | undefined {
    const { nets } = this.#lnet;
    let first: Net | undefined;
    let shared: Net[] | undefined;
    // Most have one, and no list is made for each of their messages.
    for (let index = 0; index < nets.length; index++) {
      const net = nets[index]!;
      if (net.name === "lo" || !peer.isOn(net.name)) continue;
      if (!first) first = net;
      else if (shared) shared.push(net);
      else shared = [first, net];
    }
    if (!shared) return first;
    const there = (net: Net): PeerNi[] => peer.nis.filter((ni) => ni.net === net.name);
    const health = (net: Net): number =>
      Math.min(Math.max(...net.nis.map((ni) => (ni.fatalError ? 0 : ni.health))), Math.max(...there(net).map((ni) => ni.health)));
    const priority = (net: Net): number => Math.min(rank(net.nis[0]?.udsp.netPriority), rank(there(net)[0]?.udsp.netPriority));
    const turn = (net: Net): number => this.#netTurns.get(net.name) ?? 0;
    const chosen = best(shared, (a, b) => health(b) - health(a) || priority(a) - priority(b) || turn(a) - turn(b));
    const candidate = (net: Net): Candidate => ({
      name: net.name,
      values: { health: -health(net), priority: priority(net), turn: turn(net) },
    });
    if (chosen) this.#decisions?.push(decide("net", chosen.name, shared.map(candidate)));
    return chosen;
  }

  #throughGateway(named: PeerNi, back: string | undefined, cpt: number): Path | undefined {
    const nets = named.peer.multiRail ? named.peer.nis.map((ni) => ni.net) : [named.net];
    const { routeTable } = this.#lnet;
    const routes = nets.flatMap((net) => routeTable.to(net)).filter((route) => routeTable.isAlive(route));
    const turn = (route: Route): number => this.#routeTurns.get(route) ?? 0;
    // What a rule prefers goes before what the route itself says, as long as it is alive (of 2.15 and later, read; not recorded).
    const preferred = (route: Route): number => Number(named.udsp.preferredGateways.includes(route.peer.primaryNid));
    // An answer goes back the way its request came, if there is a route there.
    const returning = back === undefined ? undefined : routes.find((route) => route.peer.find(back));
    const route =
      returning ??
      best(
        routes,
        (a, b) =>
          preferred(b) - preferred(a) ||
          a.priority - b.priority ||
          hops(a) - hops(b) ||
          gatewayHealth(b) - gatewayHealth(a) ||
          turn(a) - turn(b),
      );
    if (!route) return undefined;
    const candidate = (one: Route): Candidate => ({
      name: one.gateway,
      values: { preferred: -preferred(one), priority: one.priority, hops: hops(one), health: -gatewayHealth(one), turn: turn(one) },
    });
    this.#decisions?.push(
      returning ? settled("gateway", route.gateway, "way back") : decide("gateway", route.gateway, routes.map(candidate)),
    );
    this.#routeTurns.set(route, ++this.#turn);
    const net = this.#lnet.findNet(netOf(route.gateway));
    const candidates = route.peer.nis.filter((ni) => ni.net === net?.name && ni.reportedUp);
    return net && this.#pair(net, candidates.length > 0 ? candidates : route.peer.nis, cpt);
  }
}

/** The first in this order; among equals, the first of the list. */
function best<T>(list: readonly T[], compare: Compare<T>): T | undefined {
  let found = list[0];
  for (let index = 1; index < list.length; index++) if (compare(list[index]!, found!) < 0) found = list[index];
  return found;
}

const hops = (route: Route): number => (route.hops < 0 ? 1 : route.hops);
/** Of its NIs that a message could go to, which are those on the route's net (§3.16); the far ones are its own business. */
const gatewayHealth = ({ peer, gateway }: Route): number => {
  const net = netOf(gateway);
  return Math.max(...peer.nis.filter((ni) => ni.net === net).map((ni) => ni.health));
};

/** On one CPT everything is as near as everything else. */
const near = (): number => 0;

/**
 * One with a link, the healthiest, the highest priority, the nearest to the message's memory (distances within numa_range count as one: §3.11), most credits, the one that
 * was used longest ago.
 */
function niBefore(a: Ni, b: Ni, distance: (ni: Ni) => number): number {
  if (a.fatalError !== b.fatalError) return a.fatalError ? 1 : -1;
  if (a.health !== b.health) return b.health - a.health;
  if (a.udsp.nidPriority !== b.udsp.nidPriority) return rank(a.udsp.nidPriority) - rank(b.udsp.nidPriority);
  return distance(a) - distance(b) || b.txCredits - a.txCredits || a.sequence - b.sequence;
}

/** 1: a rule wants messages to this peer NI to leave from that NI. */
const prefers = ({ udsp: { preferredSources } }: PeerNi, { nid }: Ni): number =>
  preferredSources.length > 0 && preferredSources.includes(nid) ? 1 : 0;

/** The same for the other end, among those on the net of this local NI; one that prefers it goes before credits. */
function peerNiBefore(ni: Ni, a: PeerNi, b: PeerNi): number {
  if (a.health !== b.health) return b.health - a.health;
  if (a.udsp.nidPriority !== b.udsp.nidPriority) return rank(a.udsp.nidPriority) - rank(b.udsp.nidPriority);
  const preference = prefers(b, ni) - prefers(a, ni);
  return preference || b.txCredits - a.txCredits || a.sequence - b.sequence;
}

function bestNi(nis: readonly Ni[], distance: (ni: Ni) => number): Ni | undefined {
  let found = nis[0];
  for (let index = 1; index < nis.length; index++) if (niBefore(nis[index]!, found!, distance) < 0) found = nis[index];
  return found;
}

function bestPeerNi(ni: Ni, candidates: readonly PeerNi[]): PeerNi | undefined {
  if (candidates.length === 1) return candidates[0];
  let found: PeerNi | undefined;
  for (let index = 0; index < candidates.length; index++) {
    const one = candidates[index]!;
    if (one.net === ni.net.name && (!found || peerNiBefore(ni, one, found) < 0)) found = one;
  }
  return found;
}
