// SPDX-License-Identifier: GPL-2.0-or-later
// Ping and discovery (lnetconfig-api.md §3.13, §3.16, golden/06_traffic, 31_discovery/facts.md): a ping asks a NID which NIDs its node has and changes nothing but
// counters; discovery makes one peer of them, and tells the other side of ours (push), which tells us of its own.
import { EHOSTUNREACH, EINVAL, EIO, ENETDOWN } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import type { PingInfo } from "./message.ts";
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
}

/** Who waits for a connection to an absent host waits for its end, whatever his own time-out is (golden/06_traffic/007); no longer than so many seconds. */
const LONGEST_WAIT = 60;

const failed = (errno: number): PingAnswer => ({ errno, primaryNid: "", multiRail: false, nids: [] });

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

/** Blocks in virtual time. `source`: a NID of ours; both ends are then exactly those named. */
export function ping(lnet: Lnet, nid: string, o: { source?: string | undefined; timeoutMs: number }): PingAnswer {
  if (!lnet.configured) return failed(-ENETDOWN);
  if (o.source !== undefined && !lnet.findNi(o.source)) return failed(-EINVAL);
  let answer: PingAnswer | undefined;
  const patience = o.timeoutMs / 1000;
  lnet.traffic.request({ type: "get", to: nid, source: o.source, patience }, (errno, reply) => {
    const peer = nid === LO_NID ? undefined : lnet.peers.find(nid);
    const multiRail = peer?.multiRail ?? false;
    answer =
      errno === 0 && reply?.info
        ? { errno: 0, primaryNid: multiRail ? peer!.primaryNid : nid, multiRail, nids: reply.info.nis.map((ni) => ni.nid) }
        : failed(lnet.generation === "2.15" ? -EIO : errno);
  });
  const { clock } = lnet;
  clock.runUntil(() => answer !== undefined, clock.now + patience + LONGEST_WAIT);
  clock.settle();
  return answer ?? failed(-EIO);
}

/** Blocks in virtual time until the peer is discovered or cannot be. */
export function discover(lnet: Lnet, nid: string, force: boolean): PingAnswer {
  if (!lnet.configured) return failed(-ENETDOWN);
  const own = nid === LO_NID ? lnet.ownNids()[0] : nid;
  if (own === undefined) return { errno: 0, primaryNid: LO_NID, multiRail: false, nids: [] };
  let errno: number | undefined;
  discoverPeer(lnet, own, force, (result) => {
    errno = result;
  });
  const { clock } = lnet;
  clock.runUntil(() => errno !== undefined, clock.now + lnet.settings.transactionTimeout + LONGEST_WAIT);
  clock.settle();
  const peer = lnet.peers.find(own);
  if (errno !== 0 || !peer) return failed(errno || -EHOSTUNREACH);
  return { errno: 0, primaryNid: peer.primaryNid, multiRail: peer.multiRail, nids: peer.nis.map((ni) => ni.nid) };
}

/** Asks the NID's node for its NIDs, merges them, and tells it ours; calls done with 0 or a negative errno. What is discovered already is asked again only by force or as a gateway. */
export function discoverPeer(lnet: Lnet, nid: string, force: boolean, done: (errno: number) => void): void {
  const { peer } = peerNiForTraffic(lnet, nid);
  if (!force && !peer.isGateway && peer.has(PEER.NIDS_UPTODATE) && peer.has(PEER.DISCOVERED)) {
    done(0);
    return;
  }
  // golden/08_yaml/001
  const underway = PEER.DISCOVERING | PEER.PING_SENT | (peer.isGateway ? PEER.RTR_DISCOVERY : 0);
  peer.set(underway | (peer.isGateway ? PEER.FORCE_PUSH : 0));
  lnet.traffic.request({ type: "get", to: nid }, (errno, reply) => {
    const current = lnet.peers.find(nid);
    for (const one of [peer, current]) one?.clear(underway);
    if (errno !== 0 || !reply?.info || !current) {
      if (current) noteFailure(lnet, current);
      done(errno || -EHOSTUNREACH);
      return;
    }
    const found = merge(lnet, nid, reply.info);
    found.pair = { own: reply.to, other: reply.from };
    // A peer that is not multi-rail has heard from us over this NI (golden/30_multirail/062-065: what follows goes where the ping went).
    const known = found.multiRail ? undefined : found.find(nid);
    if (known) known.heardFrom ??= reply.to;
    noteGateway(lnet, found, reply.info);
    if (found.multiRail && found.toldConfiguration !== lnet.configurationNumber) push(lnet, found, done);
    else done(0);
  });
}

/** Once at a time: whoever is being asked is not asked again. */
export function discoverInBackground(lnet: Lnet, peer: Peer): void {
  if (peer.has(PEER.DISCOVERING)) return;
  peer.set(PEER.DISCOVERING);
  discoverPeer(lnet, peer.primaryNid, true, () => peer.clear(PEER.DISCOVERING));
}

/** Our NIDs or their states have changed: who knows us as multi-rail is told. */
export function pushToPeers(lnet: Lnet): void {
  for (const peer of lnet.peers.list()) {
    if (peer.multiRail && peer.has(PEER.DISCOVERED) && !peer.has(PEER.NO_DISCOVERY)) push(lnet, peer, () => undefined);
  }
}

function push(lnet: Lnet, peer: Peer, done: (errno: number) => void): void {
  peer.toldConfiguration = lnet.configurationNumber;
  const info = pingInfo(lnet);
  // Over the pair of NIs that its answer came over (golden/30_multirail/062: the ACK came in over the same pair).
  const { own, other } = peer.pair ?? {};
  const direct = own !== undefined && other !== undefined && netOf(own) === netOf(other) && lnet.findNi(own) && peer.find(other);
  const way = direct ? { to: other, source: own } : { to: peer.primaryNid };
  lnet.traffic.request({ type: "put", ...way, length: pingInfoLength(info), info }, (errno) => {
    if (errno !== 0 && lnet.peers.find(peer.primaryNid) === peer) noteFailure(lnet, peer);
    done(errno);
  });
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
  const peer = merge(lnet, from, info);
  if (!lnet.peers.find(from)) return;
  noteGateway(lnet, peer, info);
  if (peer.multiRail && peer.toldConfiguration !== lnet.configurationNumber) push(lnet, peer, () => undefined);
}

function noteFailure(lnet: Lnet, peer: Peer): void {
  peer.clear(PEER.NIDS_UPTODATE);
  peer.set(PEER.REDISCOVER | PEER.FORCE_PING);
  if (!peer.isGateway) return;
  peer.set(PEER.FORCE_PUSH | PEER.RTR_DISCOVERED);
  peer.alive = false;
  lnet.routeTable.noteAliveness(peer);
}

function noteGateway(lnet: Lnet, peer: Peer, { router }: PingInfo): void {
  if (!peer.isGateway) return;
  peer.set(PEER.RTR_DISCOVERED);
  peer.alive = true;
  if (router) peer.set(PEER.ROUTER_ENABLED);
  else {
    peer.clear(PEER.ROUTER_ENABLED);
    lnet.log.error(
      "router.c:397:lnet_router_discovery_ping_reply()",
      `Peer ${peer.primaryNid} is being used as a gateway but routing feature is not turned on`,
    );
  }
  lnet.routeTable.noteAliveness(peer);
}

/** Makes the peer of `nid` what its node says it is. */
function merge(lnet: Lnet, nid: string, info: PingInfo): Peer {
  const known = lnet.peers.find(nid)!;
  known.clear(PEER.REDISCOVER | PEER.FORCE_PING | PEER.FORCE_PUSH | PEER.PING_FAILED | PEER.PUSH_FAILED);
  if (!lnet.settings.discovery || !info.discovery) return withoutDiscovery(lnet, known, nid);
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
  for (const ni of peer.nis) ni.reportedUp = info.nis.find((one) => one.nid === ni.nid)?.up !== false;
  lnet.udspRules.applyToPeer(peer);
  return peer;
}

const isFromDiscovery = (peer: Peer): boolean => peer.multiRail && !peer.has(PEER.CONFIGURED) && !peer.isGateway;

/** Discovery is off on one side. A peer that it had made multi-rail is forgotten, and is what traffic makes it the next time (golden/31_discovery/facts.md). */
function withoutDiscovery(lnet: Lnet, peer: Peer, nid: string): Peer {
  if (isFromDiscovery(peer)) {
    removePeer(lnet, peer);
    return withoutDiscovery(lnet, peerNiForTraffic(lnet, nid).peer, nid);
  }
  peer.set(PEER.NO_DISCOVERY | PEER.DISCOVERED | PEER.NIDS_UPTODATE);
  return peer;
}

/** The same peer under its node's first NID. */
function renamed(lnet: Lnet, old: Peer, primary: string): Peer {
  const standing = lnet.peers.find(primary);
  const peer = standing ?? new Peer(primary);
  if (!standing) lnet.peers.create(newPeerNi(lnet, peer, primary));
  peer.set(old.state & ~PEER.CONFIGURED);
  peer.routerReferences += old.routerReferences;
  if (old.isGateway) lnet.routeTable.gatewayRenamed(old, peer);
  for (const ni of [...old.nis]) move(lnet, ni, peer);
  return peer;
}

function move(lnet: Lnet, ni: PeerNi, to: Peer): void {
  const { peer: from } = ni;
  lnet.peers.removeNi(ni);
  lnet.peers.attach(to, ni);
  if (from.nis.length === 0) removePeer(lnet, from);
}
