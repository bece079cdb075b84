// SPDX-License-Identifier: GPL-2.0-or-later
// Ping and discovery (lnetconfig-api.md §3.13, §3.16, golden/06_traffic, 31_discovery/facts.md): a ping asks a NID which NIDs its node has and changes nothing but
// counters; discovery makes one peer of them, and tells the other side of ours (push), which tells us of its own.
import { EHOSTUNREACH, EINVAL, EIO, ENETDOWN, ENOENT } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import type { Message, PingInfo } from "./message.ts";
import { LO_NID, netOf } from "./nid-text.ts";
import { PEER, Peer, type PeerNi } from "./peer.ts";
import { newPeerNi, peerNiForTraffic, removePeer } from "./peer-table.ts";
import { RESERVED_PORTAL } from "./portals.ts";

export interface PingAnswer {
  errno: number;
  primaryNid: string;
  multiRail: boolean;
  /** All NIDs of the other node, without lo, in its order. */
  nids: string[];
  /** It failed since nobody answered in time, or is told so. */
  unanswered: boolean;
}

/** Who waits for a connection to an absent host waits for its end, whatever his own time-out is (golden/06_traffic/007); no longer than so many seconds. */
const LONGEST_WAIT = 60;

const failed = (errno: number, unanswered = false): PingAnswer => ({ errno, primaryNid: "", multiRail: false, nids: [], unanswered });

/** What this node tells of itself. */
export function pingInfo(lnet: Lnet): PingInfo {
  return {
    nis: lnet.allNis().flatMap((ni) => (ni.isLo ? [] : [{ nid: ni.nid, up: ni.status === "up" }])),
    discovery: lnet.settings.discovery,
    router: lnet.routing.forwards,
  };
}

/** 16 bytes, and 16 for each NID, lo included. */
export const pingInfoLength = ({ nis }: PingInfo): number => 16 + 16 * (nis.length + 1);

/** Answers pings and takes pushes. */
export function serveReservedPortal(lnet: Lnet): void {
  lnet.traffic.portals.on(RESERVED_PORTAL, {
    get: () => {
      const info = pingInfo(lnet);
      return { length: pingInfoLength(info), info };
    },
    put: ({ from, info }) => {
      if (info) lnet.clock.after(0, () => receivePush(lnet, from, info));
    },
  });
}

/** Blocks in virtual time. `source`: a NID of ours; both ends are then exactly those named. Without `timeoutMs` the answer is waited for as long as LNet itself does. */
export function ping(lnet: Lnet, nid: string, o: { source?: string | undefined; timeoutMs?: number | undefined }): PingAnswer {
  if (!lnet.configured) return failed(-ENETDOWN);
  if (o.source !== undefined && !lnet.findNi(o.source)) {
    lnet.traffic.refuse();
    return failed(-EINVAL);
  }
  let answer: PingAnswer | undefined;
  const patience = o.timeoutMs === undefined ? undefined : o.timeoutMs / 1000;
  lnet.traffic.request({ type: "get", to: nid, source: o.source, patience }, (errno, reply, unanswered) => {
    const peer = nid === LO_NID ? undefined : lnet.peers.find(nid);
    const multiRail = peer?.multiRail ?? false;
    answer =
      errno === 0 && reply?.info
        ? { errno: 0, primaryNid: multiRail ? peer!.primaryNid : nid, multiRail, nids: reply.info.nis.map((ni) => ni.nid), unanswered }
        : failed(lnet.generation === "2.15" ? -EIO : errno, unanswered);
  });
  const { clock } = lnet;
  clock.runUntil(
    () => answer !== undefined,
    (patience === undefined ? lnet.monitor.looksAtResponses(clock.now + lnet.settings.transactionTimeout) : clock.now + patience) +
      LONGEST_WAIT,
  );
  clock.settle();
  return answer ?? failed(-EIO);
}

/** Blocks in virtual time until the peer is discovered or cannot be. It is asked in any case; by force it is told of us as well (golden/06_traffic/032: 30 messages). */
export function discover(lnet: Lnet, nid: string, force: boolean): PingAnswer {
  if (!lnet.configured) return failed(-ENETDOWN);
  const own = nid === LO_NID ? lnet.ownNids()[0] : nid;
  if (own === undefined) return { errno: 0, primaryNid: LO_NID, multiRail: false, nids: [], unanswered: false };
  let errno: number | undefined;
  const done = (result: number): void => {
    errno = result;
  };
  discoverPeer(lnet, own, { ask: true, tell: force, overLo: nid === LO_NID }, done);
  const { clock } = lnet;
  clock.runUntil(() => errno !== undefined, lnet.monitor.looksAtResponses(clock.now + lnet.settings.transactionTimeout) + LONGEST_WAIT);
  clock.settle();
  const peer = lnet.peers.find(own);
  if (errno !== 0 || !peer) return failed(errno || -EHOSTUNREACH);
  return { errno: 0, primaryNid: peer.primaryNid, multiRail: peer.multiRail, nids: peer.nis.map((ni) => ni.nid), unanswered: false };
}

/** How a peer is discovered. */
interface Manner {
  /** Also if it is discovered already. */
  ask?: boolean;
  /** Also if it knows of our configuration. */
  tell?: boolean;
  /** It is this node: over lo, which is a peer of its own as far as pushes go (golden/06_traffic/034: two GETs and a PUT). */
  overLo?: boolean;
}

/** Asks the NID's node for its NIDs, merges them, and tells it ours; calls done with 0 or a negative errno. What is discovered already is asked again only if wanted, or as a gateway. */
export function discoverPeer(lnet: Lnet, nid: string, { ask, tell, overLo }: Manner, done: (errno: number) => void): void {
  const { peer } = peerNiForTraffic(lnet, nid);
  if (!ask && !peer.isGateway && peer.has(PEER.NIDS_UPTODATE) && peer.has(PEER.DISCOVERED)) {
    done(0);
    return;
  }
  // golden/08_yaml/001
  const underway = PEER.DISCOVERING | PEER.PING_SENT | (peer.isGateway ? PEER.RTR_DISCOVERY : 0);
  peer.set(underway | (peer.isGateway ? PEER.FORCE_PUSH : 0));
  peer.clear(PEER.FORCE_PING);
  lnet.traffic.request({ type: "get", to: overLo ? LO_NID : nid }, (errno, reply) => {
    const current = lnet.peers.find(nid);
    for (const one of [peer, current]) one?.clear(underway);
    if (errno !== 0 || !reply?.info || !current) {
      if (current) noteFailure(lnet, current);
      done(errno || -EHOSTUNREACH);
      return;
    }
    const found = merge(lnet, nid, reply.info);
    if (!found) {
      done(-ENOENT);
      return;
    }
    if (overLo) {
      pushOverLo(lnet, found, done);
      return;
    }
    // A peer that is not multi-rail has heard from us over this NI (golden/30_multirail/062-065: what follows goes where the ping went).
    const known = found.multiRail ? undefined : found.find(nid);
    if (known) known.heardFrom ??= reply.to;
    noteGateway(lnet, found, reply.info);
    if (found.multiRail && (tell || found.toldConfiguration !== lnet.configurationNumber)) push(lnet, found, done, reply);
    else done(0);
  });
}

/** Once at a time: whoever is being asked is not asked again. */
export function discoverInBackground(lnet: Lnet, peer: Peer): void {
  if (peer.has(PEER.DISCOVERING)) return;
  peer.set(PEER.DISCOVERING);
  discoverPeer(lnet, peer.primaryNid, { ask: true }, () => peer.clear(PEER.DISCOVERING));
}

/** Our NIDs or their states have changed: who knows us as multi-rail is told. */
export function pushToPeers(lnet: Lnet): void {
  for (const peer of lnet.peers.list()) {
    if (!peer.multiRail || !peer.has(PEER.DISCOVERED) || peer.has(PEER.NO_DISCOVERY)) continue;
    // Who could not be told, or asked, the last time is asked first (golden/32_routing/029: up to date again after 028).
    if (peer.has(PEER.FORCE_PING)) discoverInBackground(lnet, peer);
    else push(lnet, peer, () => undefined);
  }
}

/**
 * `answer`: what its discovery has just brought; it is told over the same pair of NIs (golden/30_multirail/062: the ACK came in over them). What is pushed later goes the way of any
 * message (golden/06_traffic/049).
 */
function push(lnet: Lnet, peer: Peer, done: (errno: number) => void, answer?: Message): void {
  peer.toldConfiguration = lnet.configurationNumber;
  const info = pingInfo(lnet);
  const direct = answer && netOf(answer.to) === netOf(answer.from) && lnet.findNi(answer.to) && peer.find(answer.from);
  const way = direct ? { to: answer.from, source: answer.to } : { to: peer.primaryNid };
  lnet.traffic.request({ type: "put", ...way, length: pingInfoLength(info), info }, (errno) => {
    if (errno !== 0 && lnet.peers.find(peer.primaryNid) === peer) noteFailure(lnet, peer);
    done(errno);
  });
}

/** To the peer that this node is to itself over lo. */
function pushOverLo(lnet: Lnet, peer: Peer, done: (errno: number) => void): void {
  if (peer.toldOverLo === lnet.configurationNumber) {
    done(0);
    return;
  }
  peer.toldOverLo = lnet.configurationNumber;
  const info = pingInfo(lnet);
  lnet.traffic.request({ type: "put", to: LO_NID, length: pingInfoLength(info), info }, done);
}

/** `from` has told us of its node: it is our peer now, and hears of us unless it has. */
function receivePush(lnet: Lnet, from: string, info: PingInfo): void {
  const known = lnet.peers.find(from);
  if (!lnet.configured || !known) return;
  // Its node has switched discovery off: nothing is left of it until there is traffic (golden/31_discovery/006).
  if (!info.discovery && isFromDiscovery(known)) {
    removePeer(lnet, known);
    return;
  }
  const peer = merge(lnet, from, info) ?? withoutDiscovery(peerNiForTraffic(lnet, from).peer);
  if (!lnet.peers.find(from)) return;
  noteGateway(lnet, peer, info);
  if (peer.multiRail && peer.toldConfiguration !== lnet.configurationNumber) push(lnet, peer, () => undefined);
}

function noteFailure(lnet: Lnet, peer: Peer): void {
  peer.clear(PEER.NIDS_UPTODATE);
  peer.set(PEER.REDISCOVER | PEER.FORCE_PING);
  if (peer.isGateway) peer.set(PEER.FORCE_PUSH | PEER.RTR_DISCOVERED);
  noteGatewayGone(lnet, peer);
}

/** It has not answered, or the connection to it has given up; of a peer that is no gateway nothing is noted. */
export function noteGatewayGone(lnet: Lnet, peer: Peer | undefined): void {
  if (!peer?.isGateway) return;
  peer.alive = false;
  lnet.routeTable.noteAliveness(peer);
}

function noteGateway(lnet: Lnet, peer: Peer, { router }: PingInfo): void {
  if (!peer.isGateway) return;
  peer.set(PEER.RTR_DISCOVERED);
  peer.alive = true;
  if (router) {
    peer.set(PEER.ROUTER_ENABLED);
    lnet.routeTable.noteHops(peer);
  } else {
    peer.clear(PEER.ROUTER_ENABLED);
    lnet.log.error(
      "router.c:397:lnet_router_discovery_ping_reply()",
      `Peer ${peer.primaryNid} is being used as a gateway but routing feature is not turned on`,
    );
  }
  lnet.routeTable.noteAliveness(peer);
}

/** Makes the peer of `nid` what its node says it is; undefined: discovery had made it multi-rail and is off on one side, so it is forgotten, and is what traffic makes it the next time (golden/06_traffic/043, 31_discovery/facts.md). */
function merge(lnet: Lnet, nid: string, info: PingInfo): Peer | undefined {
  const known = lnet.peers.find(nid)!;
  known.clear(PEER.REDISCOVER | PEER.FORCE_PING | PEER.FORCE_PUSH | PEER.PING_FAILED | PEER.PUSH_FAILED);
  if (!lnet.settings.discovery || !info.discovery) {
    if (!isFromDiscovery(known)) return withoutDiscovery(known);
    removePeer(lnet, known);
    return undefined;
  }
  const nids = info.nis.map((ni) => ni.nid);
  const primary = nids[0] ?? nid;
  let peer = known;
  const isOther = known.primaryNid !== primary && !lnet.peers.find(primary)?.has(PEER.CONFIGURED);
  if (isOther && !known.has(PEER.CONFIGURED) && !known.has(PEER.LOCK_PRIMARY)) peer = renamed(lnet, known, primary);
  if (!peer.multiRail) for (const ni of peer.nis) ni.udsp.preferredSources = [];
  peer.clear(PEER.NO_DISCOVERY);
  peer.set(PEER.MULTI_RAIL | PEER.DISCOVERED | PEER.NIDS_UPTODATE);
  for (const ni of [...peer.nis]) {
    if (nids.includes(ni.nid) || peer.has(PEER.CONFIGURED)) continue;
    lnet.peers.removeNi(ni);
    lnet.health.forgetPeerNi(ni);
  }
  // A peer that was configured has the NIDs that it was given (31_discovery/011, 013, 015).
  for (const one of peer.has(PEER.CONFIGURED) ? [] : nids) {
    const other = lnet.peers.findNi(one);
    if (other?.peer === peer) continue;
    if (other?.peer.has(PEER.CONFIGURED)) continue;
    // What was counted under a peer of its own is forgotten with it (golden/30_multirail/062).
    if (other?.peer.isGateway) {
      move(lnet, other, peer);
      continue;
    }
    if (other) removePeer(lnet, other.peer);
    lnet.peers.attach(peer, newPeerNi(lnet, peer, one));
  }
  for (const ni of peer.nis) noteReport(lnet, ni, info);
  lnet.udspRules.applyToPeer(peer);
  return peer;
}

/** What a router, or a gateway, says of its NI: one that is down by its word loses health once, and is pinged until it is well (golden/32_routing/030: 900, both where it is a gateway and where not; 13_router/003: while it does not forward yet). */
function noteReport(lnet: Lnet, ni: PeerNi, { nis, router }: PingInfo): void {
  const up = nis.find((one) => one.nid === ni.nid)?.up !== false;
  if ((router || ni.peer.isGateway) && ni.reportedUp && !up && lnet.generation !== "2.15") lnet.health.peerNiReportedDown(ni);
  ni.reportedUp = up;
}

const isFromDiscovery = (peer: Peer): boolean => peer.multiRail && !peer.has(PEER.CONFIGURED) && !peer.isGateway;

function withoutDiscovery(peer: Peer): Peer {
  peer.set(PEER.NO_DISCOVERY | PEER.DISCOVERED | PEER.NIDS_UPTODATE);
  return peer;
}

/** The same peer under its node's first NID; if that is a peer already, what was counted under the other is forgotten with it (golden/31_discovery/012), unless it is a gateway. */
function renamed(lnet: Lnet, old: Peer, primary: string): Peer {
  const standing = lnet.peers.find(primary);
  const peer = standing ?? new Peer(primary);
  if (!standing) lnet.peers.create(newPeerNi(lnet, peer, primary));
  peer.set(old.state & ~PEER.CONFIGURED);
  peer.routerReferences += old.routerReferences;
  if (old.isGateway) lnet.routeTable.gatewayRenamed(old, peer);
  if (!standing || old.isGateway) for (const ni of [...old.nis]) move(lnet, ni, peer);
  return peer;
}

function move(lnet: Lnet, ni: PeerNi, to: Peer): void {
  const { peer: from } = ni;
  lnet.peers.removeNi(ni);
  lnet.peers.attach(to, ni);
  if (from.nis.length === 0) removePeer(lnet, from);
}
