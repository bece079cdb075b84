// SPDX-License-Identifier: GPL-2.0-or-later
// Messages of one node: sent with credits over links, received, answered, forwarded, dropped, sent again (golden/30_multirail, 32_routing, 33_health, 35_faults: facts.md).
// Every step that takes time, or that another node takes, is an event on the clock.
import { parseIpv4, parseIpv6 } from "../../lnet/nid.ts";
import type { Clock } from "../clock.ts";
import { EHOSTUNREACH, EIO } from "../errno.ts";
import type { Nic } from "../host/nics.ts";
import type { MessageType } from "./counters.ts";
import { discoverPeer } from "./discovery.ts";
import type { Lnet } from "./lnet.ts";
import { type Message, OUTCOME, type Outcome, type PingInfo, type Request } from "./message.ts";
import type { Ni } from "./ni.ts";
import { addressOf, LO_NID } from "./nid-text.ts";
import type { PeerNi } from "./peer.ts";
import { peerNiForTraffic } from "./peer-table.ts";
import { type Path, Selection } from "./selection.ts";

/** How long a socket tries an address that nobody has, in seconds (golden/06_traffic/007: 3.3 with the command around it). */
const CONNECT_TIMEOUT = 3.1;
/** Bytes a second where the speed of the NIC is not known. */
const BANDWIDTH = 1.25e9;

/** Bytes of a message's header, which count as queued too (golden/08_yaml/001). */
const HEADER = 72;

/** The portal of pings and pushes. */
export const RESERVED_PORTAL = 0;

export interface NewRequest {
  type: "get" | "put";
  to: string;
  /** A local NID that it must leave from; the other end is then exactly `to`. */
  source?: string | undefined;
  /** Bytes. */
  length?: number;
  portal?: number;
  info?: PingInfo | undefined;
  body?: object | undefined;
  /** The gateway that it should take. */
  back?: string | undefined;
  /** A PUT without ACK is done when it has left. */
  wantsAck?: boolean;
  /** Seconds that the caller waits for the answer; without: the transaction timeout, and whoever does not answer by then loses health. */
  patience?: number;
}

/** What a node does with a PUT that has come, and what it answers a GET with; by portal. */
export interface PortalHandler {
  /** Whether somebody waits for this message; what nobody waits for is dropped. Without: all are welcome. */
  accepts?(message: Message): boolean;
  /** `back`: the gateway that it came through. */
  put?(message: Message, back: string | undefined): void;
  /** Of a GET: the answer's length and content. */
  get?(message: Message): Content;
}

interface Content {
  length: number;
  info?: PingInfo;
  body?: object;
}

export class Traffic {
  readonly #lnet: Lnet;
  readonly #clock: Clock;
  readonly #selection: Selection;
  readonly #portals = new Map<number, PortalHandler>();
  /** Messages that wait for a credit, by the peer NI or NI whose it is. */
  readonly #waiting = new Map<object, { message: Message; path: Path }[]>();
  /** Who waits until a NID's peer is discovered. */
  readonly #undiscovered = new Map<string, ((errno: number) => void)[]>();
  /** What is known of the links to other NIDs, while no interface changes. */
  readonly #links = new Map<string, { target: Lnet | undefined; changes: number; linked: boolean }>();
  #allocated = 0;
  /** Response trackers that have done their work and are freed by the next turn of the monitor that looks at them. */
  #idleTrackers = 0;
  #freeing = false;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
    this.#clock = lnet.clock;
    this.#selection = new Selection(lnet);
  }

  /** Without a handler, what comes there is dropped. */
  onPortal(portal: number, handler: PortalHandler | undefined): void {
    if (handler) this.#portals.set(portal, handler);
    else this.#portals.delete(portal);
  }

  /**
   * Sends a request; done is called once, with 0 and the answer, or a negative errno. A peer that is not known yet is discovered first, but for the reserved
   * portal, by which that is done (golden/30_multirail/062: one GET before the first PUT, even where discovery is off).
   */
  request(o: NewRequest, done: (errno: number, answer: Message | undefined) => void): void {
    const { portal = RESERVED_PORTAL } = o;
    if (portal === RESERVED_PORTAL || o.to === LO_NID) {
      this.#request(o, done);
      return;
    }
    const { peer } = peerNiForTraffic(this.#lnet, o.to);
    if (peer.isUpToDate) {
      this.#request(o, done);
      return;
    }
    const then = (errno: number): void => {
      if (errno === 0) this.#request(o, done);
      else done(errno, undefined);
    };
    const waiting = this.#undiscovered.get(o.to);
    if (waiting) {
      waiting.push(then);
      return;
    }
    const all = [then];
    this.#undiscovered.set(o.to, all);
    discoverPeer(this.#lnet, o.to, false, (errno) => {
      this.#undiscovered.delete(o.to);
      for (const one of all) one(errno);
    });
  }

  #request(o: NewRequest, done: (errno: number, answer: Message | undefined) => void): void {
    const lnet = this.#lnet;
    const clock = this.#clock;
    const wait = lnet.settings.transactionTimeout;
    const wantsAnswer = o.type === "get" || o.wantsAck !== false;
    const request: Request = {
      wantsAnswer,
      done: false,
      sent: false,
      expired: false,
      timeout: undefined,
      finish: (errno, answer) => {
        if (request.done) return;
        request.done = true;
        request.timeout?.cancel();
        if (wantsAnswer) this.#retireTracker();
        done(errno, answer);
      },
    };
    const message: Message = {
      type: o.type,
      from: "",
      to: o.to,
      length: o.length ?? 0,
      portal: o.portal ?? RESERVED_PORTAL,
      request,
      info: o.info,
      body: o.body,
      pinned: o.source,
      back: o.back,
      forwarded: false,
      resends: 0,
      deadline: clock.now + wait,
    };
    if (wantsAnswer) lnet.statistics.rst_alloc = (lnet.statistics.rst_alloc + 1) >>> 0;
    this.#allocate();
    if (o.to === LO_NID) {
      this.#loop(message);
      return;
    }
    const path = this.#send(message);
    if (!path || !wantsAnswer) return;
    if (o.patience !== undefined && o.patience <= wait) {
      request.timeout = clock.after(o.patience, () => {
        request.expired = true;
        if (request.sent) request.finish(-EIO, undefined);
      });
      return;
    }
    request.timeout = clock.after(wait, () => {
      if (request.done) return;
      lnet.statistics.response_timeout_count++;
      lnet.health.peerNiTimedOut(path.peerNi);
      request.finish(-EIO, undefined);
    });
  }

  /** undefined: there was no way, and the request has been told. */
  #send(message: Message): Path | undefined {
    const path = this.#selection.choose(message);
    if (!path) {
      this.#release();
      message.request?.finish(-EHOSTUNREACH, undefined);
      return undefined;
    }
    if (!message.forwarded) message.from = path.ni.nid;
    // A gateway is not where it ends; any other peer has it at the NI that was chosen.
    const { peerNi } = path;
    if (message.to !== peerNi.nid && this.#lnet.peers.find(message.to) === peerNi.peer) message.to = peerNi.nid;
    this.#takeCredits(message, path);
    return path;
  }

  // ---- credits ----

  #takeCredits(message: Message, path: Path): void {
    const { ni, peerNi } = path;
    // 2.15 remembers for a peer that is not multi-rail which NI it was sent to from first (golden/20_v2_15_8/053).
    if (this.#lnet.generation === "2.15" && !peerNi.peer.multiRail && peerNi.udsp.preferredSources.length === 0)
      peerNi.udsp.preferredSources = [ni.nid];
    peerNi.txCredits--;
    peerNi.minTxCredits = Math.min(peerNi.minTxCredits, peerNi.txCredits);
    peerNi.txQueued += message.length + HEADER;
    peerNi.sending++;
    if (peerNi.txCredits < 0) {
      this.#wait(peerNi, message, path);
      return;
    }
    this.#takeNiCredit(message, path);
  }

  #takeNiCredit(message: Message, path: Path): void {
    const { ni } = path;
    ni.txCredits--;
    ni.minTxCredits = Math.min(ni.minTxCredits, ni.txCredits);
    if (ni.txCredits < 0) this.#wait(ni, message, path);
    else this.#transmit(message, path);
  }

  #wait(whose: object, message: Message, path: Path): void {
    const queue = this.#waiting.get(whose) ?? [];
    queue.push({ message, path });
    this.#waiting.set(whose, queue);
  }

  /** Whoever has brought them below 0 waits for one. */
  #returnCredits({ length }: Message, { ni, peerNi }: Path): void {
    peerNi.txQueued -= length + HEADER;
    peerNi.sending--;
    ni.txCredits++;
    const forNi = ni.txCredits <= 0 ? this.#next(ni) : undefined;
    if (forNi) this.#transmit(forNi.message, forNi.path);
    peerNi.txCredits++;
    const forPeer = peerNi.txCredits <= 0 ? this.#next(peerNi) : undefined;
    if (forPeer) this.#takeNiCredit(forPeer.message, forPeer.path);
  }

  #next(whose: object): { message: Message; path: Path } | undefined {
    const queue = this.#waiting.get(whose);
    const first = queue?.shift();
    if (queue?.length === 0) this.#waiting.delete(whose);
    return first;
  }

  // ---- the link ----

  #transmit(message: Message, path: Path): void {
    const lnet = this.#lnet;
    const { ni, peerNi } = path;
    const { faults } = lnet;
    const clock = this.#clock;
    const fault = faults.isEmpty ? undefined : faults.onSend(message, lnet.random, clock.now);
    if (fault !== undefined) {
      clock.after(0, () => this.#finishSend(message, path, fault));
      return;
    }
    const owner = lnet.node.cluster.findNi(peerNi.nid);
    const reach = this.#reach(peerNi.nid, owner?.lnet);
    if (!owner || reach !== "there") {
      // An address that somebody has says at once that there is no such NID; one that nobody has says nothing.
      clock.after(reach === "nobody" ? CONNECT_TIMEOUT : 0, () => this.#finishSend(message, path, OUTCOME.REMOTE_DROPPED));
      return;
    }
    const delay = faults.isEmpty ? 0 : faults.delay(message, lnet.random, clock.now);
    // To another NI of its own a node needs no link.
    const latency = owner.lnet === lnet ? 0 : lnet.node.cluster.linkLatency;
    clock.after(latency + message.length / this.#bandwidth(ni) + delay, () => {
      this.#finishSend(message, path, OUTCOME.OK);
      owner.lnet.traffic.arrive(message, ni.nid, peerNi.nid);
    });
  }

  /** The message has left its NI, or has failed to. */
  #finishSend(message: Message, path: Path, outcome: Outcome): void {
    const lnet = this.#lnet;
    const { statistics } = lnet;
    const { ni, peerNi } = path;
    this.#returnCredits(message, path);
    if (outcome === OUTCOME.OK) {
      const { forwarded } = message;
      const counted = forwarded ? message.type : countedAs(message.type);
      ni.counters.sent[counted]++;
      peerNi.counters.sent[counted]++;
      if (forwarded) {
        statistics.route_count++;
        statistics.route_length += message.length;
      } else {
        statistics.send_count++;
        statistics.send_length += message.length;
      }
      lnet.health.niWorked(ni);
      if (message.resends > 0) statistics.successful_resends++;
      this.#release();
      const { request } = message;
      if (request && !forwarded && (message.type === "get" || message.type === "put")) {
        request.sent = true;
        if (!request.wantsAnswer) request.finish(0, undefined);
        else if (request.expired) request.finish(-EIO, undefined);
      }
      return;
    }
    const again = lnet.health.sendFailed(ni, peerNi, outcome);
    if (again && message.resends < lnet.settings.retryCount && lnet.clock.now < message.deadline) {
      message.resends++;
      statistics.resend_count++;
      this.#send(message);
      return;
    }
    if (again && message.resends > 0) statistics.failed_resends++;
    this.#release();
    message.request?.finish(outcome === OUTCOME.REMOTE_DROPPED && message.resends === 0 ? -EHOSTUNREACH : -EIO, undefined);
  }

  #reach(nid: string, target: Lnet | undefined): "there" | "refused" | "nobody" {
    if (!this.#isLinked(nid, target)) return "nobody";
    return target ? "there" : "refused";
  }

  /** Whether somebody on a link of ours has the NID's address. */
  #isLinked(nid: string, target: Lnet | undefined): boolean {
    const { cluster } = this.#lnet.node;
    const known = this.#links.get(nid);
    if (known !== undefined && known.target === target && known.changes === cluster.linkChanges) return known.linked;
    const linked = this.#findLink(addressOf(nid), target);
    this.#links.set(nid, { target, changes: cluster.linkChanges, linked });
    return linked;
  }

  #findLink(address: string, target: Lnet | undefined): boolean {
    if (/^\d+$/.test(address)) return target !== undefined;
    const node = target?.node ?? [...this.#lnet.node.cluster.nodes.values()].find(({ nics }) => nics.withAddress(address));
    const nic = node?.nics.withAddress(address);
    return nic?.up === true && this.#lnet.node.nics.list().some((own) => own.up && (own === nic || onOneLink(own, nic)));
  }

  #bandwidth(ni: Ni): number {
    const speed = this.#lnet.node.nics.find(ni.interfaces[0] ?? "")?.speed;
    return speed === undefined ? BANDWIDTH : (speed * 1e6) / 8;
  }

  // ---- arrival ----

  /** It is here; a rule may hold it up. */
  arrive(message: Message, sender: string, nid: string): void {
    const lnet = this.#lnet;
    const { faults } = lnet;
    const delay = faults.isEmpty ? 0 : faults.delay(message, lnet.random, lnet.clock.now);
    if (delay > 0) lnet.clock.after(delay, () => this.receive(message, sender, nid));
    else this.receive(message, sender, nid);
  }

  /** A message has come from `sender`, the NI at the other end of the link, to our NI `nid`. */
  receive(message: Message, sender: string, nid: string): void {
    const lnet = this.#lnet;
    const ni = lnet.findNi(nid);
    // LNet has gone, or the NI has, while it was on its way: it is lost, and whoever waits for an answer finds out.
    if (!ni) return;
    const peerNi = peerNiForTraffic(lnet, sender);
    if (!lnet.faults.isEmpty && lnet.faults.onReceive(message, lnet.random, lnet.clock.now)) {
      this.#drop(message, ni.counters.dropped, peerNi);
      return;
    }
    if (!this.#isWanted(message)) {
      this.#drop(message, ni.counters.dropped);
      return;
    }
    const { statistics } = lnet;
    ni.counters.received[message.type]++;
    peerNi.counters.received[message.type]++;
    lnet.health.niWorked(ni);
    lnet.health.peerNiHeard(peerNi);
    if (lnet.findNi(message.to)) {
      statistics.recv_count++;
      statistics.recv_length += message.length;
      this.#handle(message, sender);
    } else if (lnet.routing.forwards) {
      this.#allocate();
      this.#send({ ...message, forwarded: true, pinned: undefined, resends: 0 });
    } else {
      this.#drop(message, ni.counters.dropped, peerNi);
    }
  }

  /** A PUT or GET for us that no portal waits for is not (golden/36_selftest/019: neither received nor dropped in the counts of its peer). */
  #isWanted(message: Message): boolean {
    const { type, portal, to } = message;
    if (portal === RESERVED_PORTAL || type === "reply" || type === "ack" || !this.#lnet.findNi(to)) return true;
    const handler = this.#portals.get(portal);
    return handler !== undefined && (handler.accepts?.(message) ?? true);
  }

  #drop(message: Message, counts: Record<MessageType, number>, peerNi?: PeerNi): void {
    const { statistics } = this.#lnet;
    counts[message.type]++;
    if (peerNi) peerNi.counters.dropped[message.type]++;
    statistics.drop_count++;
    statistics.drop_length += message.length;
  }

  #handle(message: Message, sender: string): void {
    const { request, type } = message;
    if (type === "reply" || type === "ack") {
      request?.finish(0, message);
      return;
    }
    const handler = this.#portals.get(message.portal);
    // The way back is the way it came, through the same pair of NIs or the same gateway.
    const back = sender === message.from ? undefined : sender;
    if (type === "get") {
      const answer = handler?.get?.(message);
      if (answer) this.#answer("reply", message, answer, back);
    } else {
      if (request?.wantsAnswer) this.#answer("ack", message, { length: 0 }, back);
      handler?.put?.(message, back);
    }
  }

  #answer(type: "reply" | "ack", to: Message, { length, info, body }: Content, back: string | undefined): void {
    this.#allocate();
    this.#send({
      type,
      from: "",
      to: to.from,
      length,
      portal: to.portal,
      request: to.request,
      info,
      body,
      pinned: back === undefined ? to.to : undefined,
      back,
      forwarded: false,
      resends: 0,
      deadline: this.#lnet.clock.now + this.#lnet.settings.transactionTimeout,
    });
  }

  /** To ourselves over lo: no credits, no link, no health. */
  #loop(message: Message): void {
    const lnet = this.#lnet;
    const lo = lnet.findNi(LO_NID);
    this.#release();
    if (!lo) {
      message.request?.finish(-EHOSTUNREACH, undefined);
      return;
    }
    message.from = LO_NID;
    const handler = this.#portals.get(message.portal);
    const answer = message.type === "get" ? handler?.get?.(message) : undefined;
    if (message.type === "put") lnet.clock.after(0, () => handler?.put?.(message, undefined));
    const back: MessageType = message.type === "get" ? "reply" : "ack";
    const ways = message.request?.wantsAnswer ? 2 : 1;
    lo.counters.sent[message.type] += ways;
    lo.counters.received[message.type]++;
    if (ways === 2) lo.counters.received[back]++;
    const { statistics } = lnet;
    statistics.send_count += ways;
    statistics.recv_count += ways;
    const length = message.length + (answer?.length ?? 0);
    statistics.send_length += length;
    statistics.recv_length += length;
    lnet.clock.after(0, () => message.request?.finish(0, { ...message, type: back, info: answer?.info, body: answer?.body }));
  }

  // ---- what is kept count of ----

  #allocate(): void {
    const { statistics } = this.#lnet;
    this.#allocated++;
    statistics.msgs_alloc = this.#allocated;
    statistics.msgs_max = Math.max(statistics.msgs_max, this.#allocated);
  }

  #release(): void {
    this.#allocated--;
    this.#lnet.statistics.msgs_alloc = this.#allocated;
  }

  /** Trackers are freed lazily, all at once; a reset of the statistics in between leaves the count below 0, as an unsigned number (golden/06_traffic/051). */
  #retireTracker(): void {
    this.#idleTrackers++;
    if (this.#freeing) return;
    this.#freeing = true;
    const { clock, settings } = this.#lnet;
    clock.after(settings.transactionTimeout / 2, () => {
      this.#lnet.statistics.rst_alloc = (this.#lnet.statistics.rst_alloc - this.#idleTrackers) >>> 0;
      this.#idleTrackers = 0;
      this.#freeing = false;
    });
  }
}

/** Who answers counts that under the request: a REPLY as a GET, an ACK as a PUT (golden/30_multirail/facts.md); a router counts what it is. */
function countedAs(type: MessageType): MessageType {
  if (type === "reply") return "get";
  return type === "ack" ? "put" : type;
}

/** They have addresses of one subnet. */
function onOneLink(a: Nic, b: Nic): boolean {
  if (a.kind !== b.kind) return false;
  return (
    a.ipv4.some((one) =>
      b.ipv4.some((other) => one.prefix === other.prefix && sharesPrefix(ipv4Groups(one.address), ipv4Groups(other.address), one.prefix)),
    ) ||
    a.ipv6.some((one) =>
      b.ipv6.some((other) => one.prefix === other.prefix && sharesPrefix(parseIpv6(one.address), parseIpv6(other.address), one.prefix)),
    )
  );
}

/** Two groups of 16 bits. */
function ipv4Groups(address: string): number[] | undefined {
  const number = parseIpv4(address);
  return number === undefined ? undefined : [number >>> 16, number & 0xffff];
}

/** Of addresses as groups of 16 bits. */
function sharesPrefix(a: readonly number[] | undefined, b: readonly number[] | undefined, prefix: number): boolean {
  if (!a || !b) return false;
  return a.every((group, index) => {
    const bits = Math.min(16, Math.max(0, prefix - 16 * index));
    return group >>> (16 - bits) === b[index]! >>> (16 - bits);
  });
}
