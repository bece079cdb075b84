// SPDX-License-Identifier: GPL-2.0-or-later
// Messages between NIs, of one node or of two on a common link: which pair is chosen, who hears of it, and what is counted (golden/30_multirail, 33_health, 34_udsp: facts.md).
// An exchange is a request with its answer: GET with REPLY, or PUT with ACK. It takes no time; what nobody answers does.
import { EHOSTUNREACH } from "../errno.ts";
import type { Nic } from "../host/nics.ts";
import { NotSimulatedError } from "../not-simulated.ts";
import type { Lnet } from "./lnet.ts";
import type { Net, Ni } from "./ni.ts";
import { addressOf, LO_NID } from "./nid-text.ts";
import type { Peer, PeerNi } from "./peer.ts";
import { peerNiForTraffic } from "./peer-table.ts";

/** How long a socket tries an address that nobody has, in seconds (golden/06_traffic/007: 3.3 with the command around it). */
const CONNECT_TIMEOUT = 3.1;

export interface Exchange {
  type: "get" | "put";
  to: string;
  /** A local NID that it must leave from; the other end is then exactly `to`. */
  source?: string | undefined;
}

/** Where a message goes. */
interface Path {
  ni: Ni;
  peerNi: PeerNi;
}

/** Who has it, once it has arrived. */
export interface Arrival {
  lnet: Lnet;
  /** The NID it came from. */
  from: string;
}

/** What a node tells of itself: 16 bytes, and 16 for each NID, lo included. */
const pingInfoLength = (lnet: Lnet): number => 16 + 16 * lnet.nets.reduce((sum, { nis }) => sum + nis.length, 0);

export class Traffic {
  readonly #lnet: Lnet;
  /** Sequence of the round robin over nets. */
  readonly #netTurns = new Map<string, number>();
  #turn = 0;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** Sends, and calls done when the answer is there (0) or cannot come (a negative errno). */
  exchange(o: Exchange, done: (errno: number, arrival: Arrival | undefined) => void): void {
    const lnet = this.#lnet;
    if (o.to === LO_NID) {
      this.#loop(o);
      done(0, { lnet, from: LO_NID });
      return;
    }
    const peerNi = peerNiForTraffic(lnet, o.to);
    const path = this.#choose(peerNi, o.source);
    if (!path) {
      this.#refuseRouted(peerNi);
      done(-EHOSTUNREACH, undefined);
      return;
    }
    path.ni.minTxCredits = Math.min(path.ni.minTxCredits, path.ni.txCredits - 1);
    path.peerNi.minTxCredits = Math.min(path.peerNi.minTxCredits, path.peerNi.txCredits - 1);
    const owner = lnet.node.cluster.findNi(path.peerNi.nid);
    if (!owner || !this.#reaches(owner.lnet, path.peerNi.nid)) {
      lnet.clock.after(this.#hostAnswers(path.peerNi.nid) ? 0 : CONNECT_TIMEOUT, () => {
        lnet.health.peerNiDropped(path.peerNi);
        done(-EHOSTUNREACH, undefined);
      });
      return;
    }
    this.#deliver(o.type, path, owner.lnet, owner.ni);
    done(0, { lnet: owner.lnet, from: path.ni.nid });
  }

  /** The same for what nobody has asked for just now, and nobody can be refused: what is not modelled fails, and the kernel log says so. */
  exchangeInBackground(o: Exchange, done: (errno: number, arrival: Arrival | undefined) => void): void {
    try {
      this.exchange(o, done);
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.#lnet.log.write(`lutf: ${error.message}`);
      done(-EHOSTUNREACH, undefined);
    }
  }

  /** A route that could be used would be, and that is not modelled. */
  #refuseRouted({ net, nid }: PeerNi): void {
    const { routeTable, node } = this.#lnet;
    const route = routeTable.to(net).find((one) => routeTable.isAlive(one));
    if (route) throw new NotSimulatedError(`messages through a router (${node.name} to ${nid} through ${route.gateway})`);
  }

  // ---- selection ----

  #choose(named: PeerNi, source: string | undefined): Path | undefined {
    const { peer } = named;
    if (source !== undefined) {
      const ni = this.#lnet.findNi(source);
      return ni && ni.net.name === named.net ? { ni, peerNi: named } : undefined;
    }
    const net = peer.multiRail ? this.#chooseNet(peer) : this.#lnet.findNet(named.net);
    const ni = net && best(net.nis, niBefore);
    if (!net || !ni) return undefined;
    const peerNi = peer.multiRail
      ? best(
          peer.nis.filter((one) => one.net === net.name),
          peerNiBefore(ni),
        )
      : named;
    if (!peerNi) return undefined;
    this.#netTurns.set(net.name, ++this.#turn);
    ni.sequence = ++this.#turn;
    peerNi.sequence = ++this.#turn;
    return { ni, peerNi };
  }

  /** Of the nets that both have: the healthier, then by priority, then in turn. */
  #chooseNet(peer: Peer): Net | undefined {
    const health = (net: Net): number =>
      Math.min(
        Math.max(...net.nis.map((ni) => (ni.fatalError ? 0 : ni.health))),
        Math.max(...peer.nis.filter((ni) => ni.net === net.name).map((ni) => ni.health)),
      );
    const priority = (net: Net): number =>
      Math.min(rank(net.nis[0]?.udsp.netPriority), rank(peer.nis.find((ni) => ni.net === net.name)?.udsp.netPriority));
    const turn = (net: Net): number => this.#netTurns.get(net.name) ?? 0;
    return best(
      this.#lnet.nets.filter((net) => net.name !== "lo" && peer.nis.some((ni) => ni.net === net.name)),
      (a, b) => health(b) - health(a) || priority(a) - priority(b) || turn(a) - turn(b),
    );
  }

  // ---- links ----

  /** Whether a NIC of ours that is up is on the link of the target's address, and the target's is up too. Any address of a node is reached from any of its links. */
  #reaches(target: Lnet, nid: string): boolean {
    const address = addressOf(nid);
    const nic = target.node.nics.withAddress(address);
    if (!nic) return /^\d+$/.test(address);
    if (!nic.up) return false;
    return target === this.#lnet || this.#lnet.node.nics.list().some((own) => own.up && own.kind === nic.kind && onOneLink(own, nic));
  }

  /** Somebody is at that address and says at once that there is no such NID; else nobody answers for a while. */
  #hostAnswers(nid: string): boolean {
    const address = addressOf(nid);
    return [...this.#lnet.node.cluster.nodes.values()].some(
      ({ nics }) => nics.withAddress(address)?.up && this.#linkTo(nics.withAddress(address)!),
    );
  }

  #linkTo(nic: Nic): boolean {
    return this.#lnet.node.nics.list().some((own) => own.up && (own === nic || onOneLink(own, nic)));
  }

  // ---- what is counted ----

  /** There and back. Who answers counts that under the request: a REPLY as a GET, an ACK as a PUT (golden/30_multirail/facts.md). */
  #deliver(type: "get" | "put", { ni, peerNi }: Path, target: Lnet, targetNi: Ni): void {
    const answer = type === "get" ? "reply" : "ack";
    const back = peerNiForTraffic(target, ni.nid);
    ni.counters.sent[type]++;
    peerNi.counters.sent[type]++;
    targetNi.counters.received[type]++;
    back.counters.received[type]++;
    targetNi.counters.sent[type]++;
    back.counters.sent[type]++;
    ni.counters.received[answer]++;
    peerNi.counters.received[answer]++;
    targetNi.minTxCredits = Math.min(targetNi.minTxCredits, targetNi.txCredits - 1);
    back.minTxCredits = Math.min(back.minTxCredits, back.txCredits - 1);
    // Who is asked answers with what it has; who tells, tells what it has.
    const asked = type === "get" ? pingInfoLength(target) : 0;
    const told = type === "put" ? pingInfoLength(this.#lnet) : 0;
    count(this.#lnet, told, asked);
    count(target, asked, told);
    this.#lnet.health.niWorked(ni, 2);
    target.health.niWorked(targetNi, 2);
    target.health.peerNiHeard(back);
    this.#lnet.health.peerNiHeard(peerNi);
  }

  #loop({ type }: Exchange): void {
    const lo = this.#lnet.findNi(LO_NID);
    if (!lo) return;
    lo.counters.sent[type] += 2;
    lo.counters.received[type]++;
    lo.counters.received[type === "get" ? "reply" : "ack"]++;
    const length = pingInfoLength(this.#lnet);
    count(this.#lnet, length, 0);
    count(this.#lnet, 0, length);
  }
}

function count({ statistics }: Lnet, sent: number, received: number): void {
  statistics.msgs_max = Math.max(statistics.msgs_max, 1);
  statistics.send_count++;
  statistics.recv_count++;
  statistics.send_length += sent;
  statistics.recv_length += received;
}

/** The first in this order; among equals, the first of the list. */
function best<T>(list: readonly T[], compare: (a: T, b: T) => number): T | undefined {
  let found: T | undefined;
  for (const item of list) if (found === undefined || compare(item, found) < 0) found = item;
  return found;
}

/** -1, no priority, is the lowest. */
const rank = (priority: number | undefined): number => (priority === undefined || priority < 0 ? Number.POSITIVE_INFINITY : priority);

const compareRanks = (a: number, b: number): number => (a === b ? 0 : a - b);

/** One with a link, the healthiest, the highest priority, most credits, the one that was used longest ago. */
function niBefore(a: Ni, b: Ni): number {
  return (
    Number(a.fatalError) - Number(b.fatalError) ||
    b.health - a.health ||
    compareRanks(rank(a.udsp.nidPriority), rank(b.udsp.nidPriority)) ||
    b.txCredits - a.txCredits ||
    a.sequence - b.sequence
  );
}

/** The same for the other end; one that prefers this local NI goes before credits. */
const peerNiBefore =
  (ni: Ni) =>
  (a: PeerNi, b: PeerNi): number => {
    const prefers = (one: PeerNi): number => Number(one.udsp.preferredSources.includes(ni.nid));
    return (
      b.health - a.health ||
      compareRanks(rank(a.udsp.nidPriority), rank(b.udsp.nidPriority)) ||
      prefers(b) - prefers(a) ||
      b.txCredits - a.txCredits ||
      a.sequence - b.sequence
    );
  };

/** They have addresses of one subnet. */
function onOneLink(a: Nic, b: Nic): boolean {
  return a.ipv4.some((one) =>
    b.ipv4.some((other) => one.prefix === other.prefix && subnet(one.address, one.prefix) === subnet(other.address, other.prefix)),
  );
}

function subnet(address: string, prefix: number): number {
  const number = address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Math.floor(number / 2 ** (32 - prefix));
}
