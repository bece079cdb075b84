// SPDX-License-Identifier: GPL-2.0-or-later
// Messages between NIs: which pair is chosen, who hears of it, and what is counted (golden/06_traffic, 33_health/facts.md). An exchange is a request with its
// answer: GET with REPLY, or PUT with ACK. A sender counts its answers under the request they answer: a REPLY as a GET, an ACK as a PUT.
import { EHOSTUNREACH } from "../errno.ts";
import { NotSimulatedError } from "../not-simulated.ts";
import type { Lnet } from "./lnet.ts";
import type { Net, Ni } from "./ni.ts";
import { LO_NID } from "./nid-text.ts";
import type { PeerNi } from "./peer.ts";
import { peerNiForTraffic } from "./peer-table.ts";

/** How long a socket tries an address that nobody has (golden/06_traffic/007: 3.3 s with the command around it). */
const CONNECT_TIMEOUT = 3.1;

export interface Exchange {
  type: "get" | "put";
  to: string;
  /** A local NID that it must leave from. */
  source?: string | undefined;
  /** A recovery ping: nobody resends it. */
  recovering?: boolean;
}

/** The answer's length counts: the NIDs that a node tells of itself (16 bytes, and 16 for each). */
const pingInfoLength = (lnet: Lnet): number => 16 + 16 * lnet.nets.reduce((sum, { nis }) => sum + nis.length, 0);

export class Traffic {
  readonly #lnet: Lnet;
  #sequence = 0;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** Sends, and calls done with 0 or a negative errno when the answer is there or cannot come; `peer` is whom it went to. */
  exchange(o: Exchange, done: (errno: number, target: Lnet | undefined) => void): void {
    const lnet = this.#lnet;
    if (o.to === LO_NID) {
      this.#loop(o);
      done(0, lnet);
      return;
    }
    const peerNi = peerNiForTraffic(lnet, o.to);
    const net = lnet.findNet(peerNi.net);
    const ni = net && this.#choose(net, o.source);
    if (!net || !ni) {
      done(-EHOSTUNREACH, undefined);
      return;
    }
    const owner = lnet.node.cluster.findNi(o.to);
    if (owner && owner.lnet !== lnet) {
      throw new NotSimulatedError(`messages between nodes (${lnet.node.name} to ${o.to}, which is ${owner.lnet.node.name}'s)`);
    }
    this.#took(ni, peerNi);
    if (!owner || owner.ni.fatalError) {
      lnet.clock.after(CONNECT_TIMEOUT, () => {
        lnet.health.peerNiDropped(peerNi);
        done(-EHOSTUNREACH, undefined);
      });
      return;
    }
    this.#deliver(o.type, ni, peerNi, owner.ni);
    done(0, lnet);
  }

  /** The healthiest NI that has a link; among equals the one that was used longest ago. */
  #choose(net: Net, source: string | undefined): Ni | undefined {
    if (source !== undefined) return net.nis.find(({ nid }) => nid === source);
    let best: Ni | undefined;
    for (const ni of net.nis) if (!best || better(ni, best)) best = ni;
    if (best) best.sequence = ++this.#sequence;
    return best;
  }

  /** Credits are taken and given back; the lowest is remembered. */
  #took(ni: Ni, peerNi: PeerNi): void {
    ni.minTxCredits = Math.min(ni.minTxCredits, ni.txCredits - 1);
    peerNi.minTxCredits = Math.min(peerNi.minTxCredits, peerNi.txCredits - 1);
  }

  /** From ni to target, both of this node, and the answer back. */
  #deliver(type: "get" | "put", ni: Ni, peerNi: PeerNi, target: Ni): void {
    const lnet = this.#lnet;
    const answer = type === "get" ? "reply" : "ack";
    const back = peerNiForTraffic(lnet, ni.nid);
    ni.counters.sent[type]++;
    peerNi.counters.sent[type]++;
    target.counters.received[type]++;
    back.counters.received[type]++;
    target.counters.sent[type]++;
    back.counters.sent[type]++;
    ni.counters.received[answer]++;
    peerNi.counters.received[answer]++;
    this.#took(target, back);
    this.#count(2);
    lnet.health.niWorked(ni, 2);
    lnet.health.niWorked(target, 2);
    lnet.health.peerNiHeard(peerNi);
    lnet.health.peerNiHeard(back);
  }

  #loop({ type }: Exchange): void {
    const lo = this.#lnet.nets[0]?.nis[0];
    if (!lo) return;
    const answer = type === "get" ? "reply" : "ack";
    lo.counters.sent[type] += 2;
    lo.counters.received[type]++;
    lo.counters.received[answer]++;
    this.#count(2);
  }

  #count(messages: number): void {
    const { statistics } = this.#lnet;
    statistics.msgs_max = Math.max(statistics.msgs_max, 1);
    statistics.send_count += messages;
    statistics.recv_count += messages;
    // Request or answer carries what the node tells of itself, and both ends are this node.
    statistics.send_length += pingInfoLength(this.#lnet);
    statistics.recv_length += pingInfoLength(this.#lnet);
  }
}

function better(a: Ni, b: Ni): boolean {
  if (a.fatalError !== b.fatalError) return !a.fatalError;
  if (a.health !== b.health) return a.health > b.health;
  return a.sequence < b.sequence;
}
