// SPDX-License-Identifier: GPL-2.0-or-later
// Messages of one node: sent with credits over links, received, answered, forwarded, dropped, sent again (golden/30_multirail, 32_routing, 33_health, 35_faults: facts.md).
// Every step that takes time, or that another node takes, is an event on the clock.
import type { Clock } from "../clock.ts";
import { EHOSTUNREACH, EIO } from "../errno.ts";
import { Allocation } from "./allocation.ts";
import { Connections } from "./connections.ts";
import type { MessageType } from "./counters.ts";
import { Credits } from "./credits.ts";
import { discoverPeer, noteGatewayGone } from "./discovery.ts";
import type { DropReason, HistoryMessage, PathCredits } from "./history.ts";
import { Links } from "./links.ts";
import type { Lnet } from "./lnet.ts";
import { finish, type Message, OUTCOME, type Outcome, type PingInfo, type Request } from "./message.ts";
import { Ni } from "./ni.ts";
import { LO_NID, netOf } from "./nid-text.ts";
import type { PeerNi } from "./peer.ts";
import { peerNiForTraffic } from "./peer-table.ts";
import { type Content, Portals, RESERVED_PORTAL } from "./portals.ts";
import { type Path, Selection } from "./selection.ts";

export interface NewRequest {
  type: "get" | "put";
  to: string;
  /** A local NID that it must leave from; the other end is then exactly `to`. */
  source?: string | undefined;
  /** A recovery ping: Message.recovery. */
  recovery?: boolean;
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
  patience?: number | undefined;
}

/** `unanswered`: it failed since nobody answered in time, or is told so. */
type Done = (errno: number, answer: Message | undefined, unanswered: boolean) => void;

export class Traffic {
  readonly #lnet: Lnet;
  readonly #clock: Clock;
  readonly #selection: Selection;
  readonly portals = new Portals();
  readonly #credits = new Credits(
    (message, path) => this.#transmit(message, path),
    (whose, what) =>
      this.#lnet.node.history?.add({ kind: "credits", nid: whose.nid, local: whose instanceof Ni, left: whose.txCredits, what }),
  );
  readonly #links: Links;
  readonly #connections: Connections;
  readonly #allocation: Allocation;
  /** Who waits until a NID's peer is discovered. */
  readonly #undiscovered = new Map<string, ((errno: number) => void)[]>();

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
    this.#clock = lnet.clock;
    this.#selection = new Selection(lnet);
    this.#links = new Links(lnet);
    this.#connections = new Connections(
      lnet,
      (nid) => this.#links.reach(nid).lnet,
      (message, ni, peerNi) => this.#lose(message, ni, peerNi, "link"),
      (nid) => noteGatewayGone(lnet, lnet.peers.find(nid)),
    );
    this.#allocation = new Allocation(lnet);
  }

  /**
   * Sends a request; done is called once, with 0 and the answer, or a negative errno. A peer that is not known yet is discovered first, but for the reserved
   * portal, by which that is done (golden/30_multirail/062: one GET before the first PUT, even where discovery is off).
   */
  request(o: NewRequest, done: Done): void {
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
      else done(errno, undefined, false);
    };
    const waiting = this.#undiscovered.get(o.to);
    if (waiting) {
      waiting.push(then);
      return;
    }
    const all = [then];
    this.#undiscovered.set(o.to, all);
    discoverPeer(this.#lnet, o.to, {}, (errno) => {
      this.#undiscovered.delete(o.to);
      for (const one of all) one(errno);
    });
  }

  #request(o: NewRequest, done: Done): void {
    const lnet = this.#lnet;
    const clock = this.#clock;
    const wait = lnet.settings.transactionTimeout;
    const wantsAnswer = o.type === "get" || o.wantsAck !== false;
    const request: Request = {
      wantsAnswer,
      done: false,
      sent: false,
      expired: false,
      unanswered: false,
      timeout: undefined,
      // It does not know the request: a ring would be left to the garbage collector, with the message and all that waits for it.
      answered: wantsAnswer
        ? (errno, answer, unanswered) => {
            this.#allocation.retireTracker();
            done(errno, answer, unanswered);
          }
        : done,
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
      recovery: o.recovery === true,
      back: o.back,
      cpt: lnet.node.cpus.cptOfCpu(lnet.node.callerCpu),
      forwarded: false,
      resends: 0,
      deadline: clock.now + wait,
    };
    if (wantsAnswer) this.#allocation.ofTracker();
    this.#allocation.ofMessage();
    if (o.to === LO_NID) {
      this.#loop(message);
      return;
    }
    const path = this.#send(message);
    if (!path || !wantsAnswer) return;
    if (o.patience !== undefined && o.patience <= wait) {
      request.timeout = clock.after(o.patience, () => {
        request.expired = true;
        request.unanswered = true;
        if (request.sent) finish(request, -EIO);
      });
      return;
    }
    request.timeout = clock.after(lnet.monitor.looksAtResponses(clock.now + wait) - clock.now, () => {
      if (request.done) return;
      // LNet may have been taken down in the meantime.
      if (lnet.peers.findNi(path.peerNi.nid) === path.peerNi) {
        lnet.statistics.response_timeout_count++;
        lnet.health.peerNiTimedOut(path.peerNi);
      }
      request.unanswered = true;
      finish(request, -EIO);
    });
  }

  /** A request that is wrong in itself; its tracker counts all the same (golden/06_traffic/032: 31, three of them for messages that had no way). */
  refuse(): void {
    this.#allocation.ofTracker();
    this.#allocation.retireTracker();
  }

  /** undefined: there was no way, and the request has been told. */
  #send(message: Message): Path | undefined {
    const { history, choices } = this.#lnet.node;
    const path = this.#selection.choose(message);
    if (!path) {
      history?.add({ kind: "no way", message: described(message) });
      this.#end(message);
      fail(message, -EHOSTUNREACH);
      return undefined;
    }
    if (!message.forwarded) message.from = path.ni.nid;
    // A gateway is not where it ends; any other peer has it at the NI that was chosen.
    const { peerNi } = path;
    if (message.to !== peerNi.nid && this.#lnet.peers.find(message.to) === peerNi.peer) message.to = peerNi.nid;
    // 2.15 remembers for a peer that is not multi-rail which NI it was sent to from first (golden/20_v2_15_8/053).
    if (this.#lnet.generation === "2.15" && !peerNi.peer.multiRail && peerNi.udsp.preferredSources.length === 0)
      peerNi.udsp.preferredSources = [path.ni.nid];
    choices?.add({ kind: "select", message: described(message), ...withCredits(path), decisions: path.decisions ?? [] });
    this.#credits.take(message, path);
    return path;
  }

  // ---- the link ----

  #transmit(message: Message, path: Path): void {
    const lnet = this.#lnet;
    const { ni, peerNi } = path;
    const { faults } = lnet;
    const clock = this.#clock;
    const fault = faults.isEmpty ? undefined : faults.onSend(message, lnet.random, clock.now);
    if (fault !== undefined) {
      clock.after(0, () => this.#finishSend(message, path, fault, true));
      return;
    }
    const target = this.#links.reach(peerNi.nid);
    if (this.#connections.takes(ni, peerNi.nid, target.lnet !== undefined)) {
      clock.after(0, () => this.#finishSend(message, path, OUTCOME.OK));
      this.#connections.take(message, ni, peerNi.nid);
      return;
    }
    if (!target.lnet) {
      clock.after(target.after, () => this.#finishSend(message, path, OUTCOME.REMOTE_DROPPED));
      return;
    }
    const delay = faults.isEmpty ? 0 : faults.delay(message, lnet.random, clock.now, undefined);
    const { traffic } = target.lnet;
    this.#connections.made(ni, peerNi.nid);
    const { seconds, lost } = this.#links.fate(ni, target, message.length);
    clock.after(seconds + delay, () => {
      this.#finishSend(message, path, OUTCOME.OK);
      if (lost) this.#lose(message, ni.nid, peerNi.nid, "link");
      else traffic.arrive(message, ni.nid, peerNi.nid);
    });
  }

  /** The message has left its NI, or has failed to. */
  #finishSend(message: Message, path: Path, outcome: Outcome, rule = false): void {
    const lnet = this.#lnet;
    const { statistics } = lnet;
    const { ni, peerNi } = path;
    this.#credits.giveBack(message, path);
    lnet.node.history?.add({ kind: "send", message: described(message), ...withCredits(path), outcome: nameOf(outcome), rule });
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
      this.#end(message);
      const { request } = message;
      if (request && !forwarded && (message.type === "get" || message.type === "put")) {
        request.sent = true;
        if (!request.wantsAnswer) finish(request, 0);
        else if (request.expired) finish(request, -EIO);
      }
      return;
    }
    const again = lnet.health.sendFailed(ni, peerNi, outcome) && !message.recovery;
    if (again && message.resends < lnet.settings.retryCount && lnet.clock.now < message.deadline) {
      message.resends++;
      statistics.resend_count++;
      lnet.node.history?.add({ kind: "resend", message: described(message), limit: lnet.settings.retryCount });
      this.#send(message);
      return;
    }
    if (again && message.resends > 0) statistics.failed_resends++;
    this.#end(message);
    if (message.request && outcome === OUTCOME.REMOTE_TIMEOUT) message.request.unanswered = true;
    // An error of a rule is always told as that (golden/33_health/027).
    fail(message, outcome === OUTCOME.REMOTE_DROPPED && message.resends === 0 && !rule ? -EHOSTUNREACH : -EIO);
  }

  // ---- arrival ----

  /** It is here; a rule may hold it up. */
  arrive(message: Message, sender: string, nid: string): void {
    const lnet = this.#lnet;
    const { faults } = lnet;
    const delay = faults.isEmpty ? 0 : faults.delay(message, lnet.random, lnet.clock.now, nid);
    if (delay <= 0) {
      this.receive(message, sender, nid);
      return;
    }
    const underWay = lnet.node.cluster.wire.to(nid);
    underWay.held++;
    lnet.clock.after(delay, () => {
      underWay.held--;
      this.receive(message, sender, nid);
    });
  }

  /** It does not come to the NI that it was for, and whoever waits for an answer finds out. */
  #lose(message: Message, ni: string, peerNi: string, why: "link" | "no NI"): void {
    const { node } = this.#lnet;
    node.history?.add({ kind: "lost", message: described(message), ni, peerNi, why });
    node.cluster.wire.to(peerNi).lost++;
  }

  /** A message has come from `sender`, the NI at the other end of the link, to our NI `nid`. */
  receive(message: Message, sender: string, nid: string): void {
    const lnet = this.#lnet;
    const ni = lnet.findNi(nid);
    // LNet has gone, or the NI has, while it was on its way.
    if (!ni) {
      this.#lose(message, sender, nid, "no NI");
      return;
    }
    const peerNi = peerNiForTraffic(lnet, sender);
    const isForUs = message.to === nid || lnet.findNi(message.to) !== undefined;
    if (!lnet.faults.isEmpty && lnet.faults.onReceive(message, lnet.random, lnet.clock.now, nid)) {
      this.#drop(message, ni, peerNi, "rule");
      return;
    }
    if (isForUs && !this.portals.want(message)) {
      this.#drop(message, ni, peerNi, "nobody waits");
      return;
    }
    if (isForUs && lnet.settings.dropAsymmetricalRoute && this.#isAsymmetrical(message, peerNi)) {
      // By the gateway's NI, not by that of the node that asked (32_routing/029).
      lnet.log.error(
        "lib-move.c:4995:lnet_parse()",
        `${sender}, src ${message.from}: Dropping asymmetrical route ${message.type.toUpperCase()}`,
      );
      this.#drop(message, ni, peerNi, "asymmetrical");
      return;
    }
    const { statistics } = lnet;
    this.#connections.made(ni, peerNi.nid);
    lnet.node.history?.add({ kind: "receive", message: described(message), ni: ni.nid, peerNi: peerNi.nid });
    ni.counters.received[message.type]++;
    peerNi.counters.received[message.type]++;
    lnet.health.niWorked(ni);
    lnet.health.peerNiHeard(peerNi);
    ni.net.lastHeard = lnet.clock.now;
    if (lnet.routing.isOn) lnet.niHeard(ni);
    if (isForUs) {
      statistics.recv_count++;
      statistics.recv_length += message.length;
      this.#handle(message, sender);
    } else if (lnet.routing.forwards) {
      lnet.node.history?.add({ kind: "forward", message: described(message), ni: ni.nid, peerNi: peerNi.nid });
      this.#forward(message, ni, peerNi);
    } else {
      this.#drop(message, ni, peerNi, "no router");
    }
  }

  /** It comes from a remote net through a gateway that we have no route back through. */
  #isAsymmetrical({ from }: Message, gateway: PeerNi): boolean {
    const net = netOf(from);
    return net !== gateway.net && !this.#lnet.routeTable.to(net).some((route) => route.peer === gateway.peer);
  }

  /** Through this router, as soon as there is a buffer for it. */
  #forward(received: Message, ni: Ni, from: PeerNi): void {
    const { routing } = this.#lnet;
    const cpt = this.#lnet.cptOfNid(from.nid);
    const message = { ...received, cpt, forwarded: true, pinned: undefined, resends: 0 };
    const go = (passed: boolean): void => {
      if (passed) this.#send(message);
      else {
        this.#allocation.releaseMessage();
        this.#drop(message, ni, from, "no router");
      }
    };
    this.#allocation.ofMessage();
    routing.held.take({ message, from, pool: routing.poolFor(message.length, cpt), go });
  }

  /** This node is done with a message that it has sent or passed on, or has not been able to. */
  #end(message: Message): void {
    this.#allocation.releaseMessage();
    if (message.forwarded) this.#lnet.routing.held.giveBack(message, this.#lnet.routing.forwards);
  }

  #drop(message: Message, ni: Ni, peerNi: PeerNi, why: DropReason): void {
    const { statistics, node } = this.#lnet;
    node.history?.add({ kind: "drop", message: described(message), ni: ni.nid, peerNi: peerNi.nid, why });
    ni.counters.dropped[message.type]++;
    // In the counts of its peer it is neither received nor dropped (golden/06_traffic/049, 32_routing/029, 36_selftest/019).
    statistics.drop_count++;
    statistics.drop_length += message.length;
  }

  #handle(message: Message, sender: string): void {
    const { request, type } = message;
    if (type === "reply" || type === "ack") {
      if (request) finish(request, 0, message);
      return;
    }
    const handler = this.portals.find(message.portal);
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
    this.#allocation.ofMessage();
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
      recovery: false,
      back,
      cpt: this.#lnet.cptOfNid(to.from),
      forwarded: false,
      resends: 0,
      deadline: this.#lnet.clock.now + this.#lnet.settings.transactionTimeout,
    });
  }

  /** To ourselves over lo: no credits, no link. */
  #loop(message: Message): void {
    const lnet = this.#lnet;
    const lo = lnet.findNi(LO_NID);
    const ways = message.request?.wantsAnswer ? 2 : 1;
    // It is there twice, as sent and as received; an ACK is sent while its PUT is still there (golden/06_traffic/032).
    this.#allocation.atOnce(message.type === "put" ? 1 + ways : 2);
    this.#end(message);
    if (!lo) {
      if (message.request) finish(message.request, -EHOSTUNREACH);
      return;
    }
    message.from = LO_NID;
    const handler = this.portals.find(message.portal);
    const answer = message.type === "get" ? handler?.get?.(message) : undefined;
    if (message.type === "put") lnet.clock.after(0, () => handler?.put?.(message, undefined));
    const back: MessageType = message.type === "get" ? "reply" : "ack";
    lo.counters.sent[message.type] += ways;
    lo.counters.received[message.type]++;
    if (ways === 2) lo.counters.received[back]++;
    lnet.health.loHeard(lo, (message.type === "put" ? 1 : 0) + ways - 1);
    const { statistics } = lnet;
    statistics.send_count += ways;
    statistics.recv_count += ways;
    const length = message.length + (answer?.length ?? 0);
    statistics.send_length += length;
    statistics.recv_length += length;
    lnet.clock.after(0, () => {
      if (message.request) finish(message.request, 0, { ...message, type: back, info: answer?.info, body: answer?.body });
    });
  }
}

/** Who answers counts that under the request: a REPLY as a GET, an ACK as a PUT (golden/30_multirail/facts.md); a router counts what it is. */
function countedAs(type: MessageType): MessageType {
  if (type === "reply") return "get";
  return type === "ack" ? "put" : type;
}

/** Only who asked is told that it cannot be sent: what a router or the one who answers cannot send is missed when its time is over (32_routing/007). */
function fail({ type, forwarded, request }: Message, errno: number): void {
  if (request && !forwarded && (type === "get" || type === "put")) finish(request, errno);
}

// ---- as the history calls them ----

const described = ({ type, from, to, portal, length, resends }: Message): HistoryMessage => ({ type, from, to, portal, length, resends });

const withCredits = ({ ni, peerNi }: Path): { ni: string; peerNi: string; credits: PathCredits } => ({
  ni: ni.nid,
  peerNi: peerNi.nid,
  credits: { ni: ni.txCredits, peerNi: peerNi.txCredits },
});

const OUTCOME_NAMES = new Map<Outcome, string>(Object.entries(OUTCOME).map(([name, code]) => [code, name.toLowerCase()]));

const nameOf = (outcome: Outcome): string => OUTCOME_NAMES.get(outcome) ?? `${outcome}`;
