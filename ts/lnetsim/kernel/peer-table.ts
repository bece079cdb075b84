// SPDX-License-Identifier: GPL-2.0-or-later
// What may be done to peers by hand, and with which errors (lnetconfig-api.md §3.8).
import { EALREADY, EBUSY, ECHILD, EEXIST, ENODEV, ENOENT, ENOTUNIQ, EPERM } from "../errno.ts";
import type { Lnet } from "./lnet.ts";
import { PEER, Peer, PeerNi } from "./peer.ts";
import { ROUTING } from "./routing.ts";

/** A peer NI with the credits of the local net that it is on. */
export function newPeerNi(lnet: Lnet, peer: Peer, nid: string): PeerNi {
  const ni = new PeerNi(peer, nid);
  giveCredits(lnet, ni);
  return ni;
}

/** Credits come from the local net of the same name; without one the peer NI is remote and has none. */
export function giveCredits(lnet: Lnet, ni: PeerNi): void {
  const net = lnet.findNet(ni.net);
  ni.remote = net === undefined;
  ni.maxTxCredits = net?.tunables.peerCredits ?? 0;
  ni.txCredits = ni.maxTxCredits;
  ni.minTxCredits = ni.maxTxCredits;
  // Router credits: the parameter of lnet, else the net's, else as many as for sending.
  ni.rtrCredits = net ? lnet.settings.peerBufferCredits || net.tunables.peerBufferCredits || net.tunables.peerCredits : 0;
  ni.minRtrCredits = ni.rtrCredits;
}

/** "up" or "down" of a gateway's NIs, and of all while this node is a router that watches its peers; else nobody knows: "NA" (§3.8). */
export function peerNiState(lnet: Lnet, ni: PeerNi): "up" | "down" | "NA" {
  const watched = lnet.routing.state !== ROUTING.DISABLED && (lnet.findNet(ni.net)?.tunables.peerTimeout ?? 0) > 0;
  if (!ni.peer.isGateway && !watched) return "NA";
  return ni.peer.alive && ni.reportedUp ? "up" : "down";
}

/** The peer NI for traffic with a NID: if there is none, a peer of its own that is neither configured nor discovered. */
export function peerNiForTraffic(lnet: Lnet, nid: string): PeerNi {
  const known = lnet.peers.findNi(nid);
  if (known) return known;
  const ni = newPeerNi(lnet, new Peer(nid), nid);
  lnet.peers.create(ni);
  lnet.udspRules.applyToPeer(ni.peer);
  return ni;
}

/** Adds a peer, or one more NID to it. */
export function addPeer(lnet: Lnet, primary: string, nid: string | undefined, multiRail: boolean, lock: boolean): number {
  const flags = PEER.CONFIGURED | (multiRail ? PEER.MULTI_RAIL : 0) | (lock ? PEER.LOCK_PRIMARY : 0);
  if (nid === undefined) return addPrimary(lnet, primary, flags);
  const peer = lnet.peers.find(primary);
  if (!peer?.has(PEER.CONFIGURED)) return -ENOENT;
  if (peer.primaryNid !== primary) return -ENODEV;
  if (peer.multiRail !== multiRail) return -EPERM;
  return addNid(lnet, peer, nid);
}

function addPrimary(lnet: Lnet, nid: string, flags: number): number {
  const known = lnet.peers.find(nid);
  if (known) {
    if (known.has(PEER.CONFIGURED)) {
      if (known.primaryNid !== nid) return -EEXIST;
      return known.multiRail === ((flags & PEER.MULTI_RAIL) !== 0) ? 0 : -EPERM;
    }
    if (known.has(PEER.LOCK_PRIMARY)) return known.primaryNid === nid ? -EEXIST : -EALREADY;
    if (known.isGateway) return -EBUSY;
    // What discovery or traffic made is made again by hand.
    removePeer(lnet, known);
  }
  const peer = new Peer(nid);
  peer.set(flags);
  lnet.peers.create(newPeerNi(lnet, peer, nid));
  lnet.udspRules.applyToPeer(peer);
  return 0;
}

function addNid(lnet: Lnet, peer: Peer, nid: string): number {
  const known = lnet.peers.findNi(nid);
  if (known) {
    if (known.peer === peer) return 0;
    if (known.peer.has(PEER.CONFIGURED)) return -EEXIST;
    if (known.peer.primaryNid === nid) removePeer(lnet, known.peer);
    else lnet.peers.removeNi(known);
  }
  const ni = newPeerNi(lnet, peer, nid);
  if (!peer.multiRail && peer.nis.some(({ net }) => net === ni.net)) return -ENOTUNIQ;
  lnet.peers.attach(peer, ni);
  lnet.udspRules.applyToPeer(peer);
  return 0;
}

/** Deletes a peer (no nid, or its primary), or one of its NIDs. `force`: also what Lustre has locked. */
export function deletePeer(lnet: Lnet, primary: string, nid: string | undefined, force: boolean): number {
  const peer = lnet.peers.find(primary);
  if (!peer) return -ENOENT;
  if (peer.primaryNid !== primary) return -ENODEV;
  if (peer.isGateway) {
    lnet.log.error("peer.c:2216:lnet_del_peer_ni()", `${primary} is a router. Can not be deleted`);
    return -EBUSY;
  }
  if (nid === undefined || nid === primary) {
    if (peer.has(PEER.LOCK_PRIMARY) && !force) {
      lnet.log.error(
        "peer.c:2224:lnet_del_peer_ni()",
        `peer ${primary} created by Lustre. Must preserve primary NID, but will remove other NIDs`,
      );
      for (const ni of peer.nis.filter((one) => one.nid !== primary)) {
        lnet.peers.removeNi(ni);
        lnet.health.forgetPeerNi(ni);
      }
      // So that it is discovered when it is used next.
      peer.clear(PEER.NIDS_UPTODATE);
      return 0;
    }
    removePeer(lnet, peer);
    return 0;
  }
  const ni = lnet.peers.findNi(nid);
  if (!ni) return -ENOENT;
  if (ni.peer !== peer) return -ECHILD;
  lnet.peers.removeNi(ni);
  lnet.health.forgetPeerNi(ni);
  return 0;
}

export function removePeer(lnet: Lnet, peer: Peer): void {
  lnet.peers.remove(peer);
  for (const ni of peer.nis) lnet.health.forgetPeerNi(ni);
}

/** A net has come: peer NIs on it get their credits. */
export function netAdded(lnet: Lnet, net: string): void {
  for (const ni of lnet.peers.allNis()) if (ni.net === net && ni.remote) giveCredits(lnet, ni);
}

/** A net has gone: with it the routes through gateways on it, and the peer NIs on it; a peer whose primary NID is on it goes whole. */
export function netRemoved(lnet: Lnet, net: string): void {
  for (const peer of lnet.peers.list()) {
    if (!peer.nis.some((ni) => ni.net === net)) continue;
    if (peer.isGateway) lnet.routeTable.removeGateway(peer);
    for (const ni of peer.nis.filter((one) => one.net === net)) {
      if (ni.nid === peer.primaryNid) {
        removePeer(lnet, peer);
        break;
      }
      lnet.peers.removeNi(ni);
      lnet.health.forgetPeerNi(ni);
    }
  }
}

/** Overwrites the state. */
export function setPeerState(lnet: Lnet, nid: string, mask: number): number {
  const peer = lnet.peers.find(nid);
  if (!peer) return -ENOENT;
  peer.state = mask;
  return 0;
}
