// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl peer` of 2.17 (lnetconfig-api.md §3.8, golden/03_peer). What the kernel refuses here lnetctl keeps to itself: nothing but the exit
// status 234 tells of it; only a list of NIDs that cannot be parsed is reported.
import { parseNid, parseNidRange } from "../../lnet/nid.ts";
import { EINVAL, ENETDOWN, ENOENT } from "../errno.ts";
import type { Lnet } from "../kernel/lnet.ts";
import { LO_NID } from "../kernel/nid-text.ts";
import type { Peer, PeerNi } from "../kernel/peer.ts";
import { peerNiState } from "../kernel/peer-table.ts";
import type { SimulatedNode } from "../node.ts";
import { messages, numbers, statistics, udspInfo } from "./net.ts";
import {
  type Entry,
  errorDocument,
  FAILED,
  format,
  KERNEL_INDENT,
  libnlText,
  list,
  mapping,
  NO_FAMILY,
  type Output,
  type Verb,
  type Yaml,
} from "./print.ts";

export interface PeerRequest {
  primaryNid: string | undefined;
  /** A list with commas and ranges, as it was written. */
  nids: string | undefined;
  /** Of add: keep the primary NID; of del: delete although it is kept. */
  force: boolean;
}

/** The NIDs of a list; undefined after the error has been printed. */
export function parseNids(output: Output, verb: Verb, entity: string, text: string): string[] | undefined {
  const nids = parseNidRange(text);
  if (Array.isArray(nids)) return nids;
  output.err(errorDocument(verb, entity, nids.errno, nids.message));
  return undefined;
}

function withLnet(node: SimulatedNode, output: Output, run: (lnet: Lnet) => number): number {
  if (!node.lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  return run(node.lnet) === 0 ? 0 : FAILED;
}

export function addPeer(node: SimulatedNode, output: Output, request: PeerRequest): number {
  const nids = request.nids === undefined ? [] : parseNids(output, "add", "peer", request.nids);
  if (nids === undefined) return FAILED;
  return withLnet(node, output, (lnet) => addToKernel(lnet, request.primaryNid, nids, request.force)?.errno ?? 0);
}

/** What the kernel refuses, in its words: `lnetctl peer` keeps them to itself, import prints them. */
export interface PeerRefusal {
  errno: number;
  text: string;
}

/**
 * As the kernel's netlink function does it; also for import. NIDs are as they were written. All peers that are made so are Multi-Rail: what a
 * request says of that is read and forgotten by 2.17.0 (golden/03_peer/045; read in api-ni.c, lnet_peer_ni_cmd).
 */
export function addToKernel(lnet: Lnet, primaryNid: string | undefined, nids: readonly string[], lock: boolean): PeerRefusal | undefined {
  const primary = parsedPrimary(lnet, primaryNid);
  if (typeof primary !== "string") return primary;
  // lo is no peer; nothing happens (golden/03_peer/036).
  if (primary === LO_NID) return undefined;
  const refusal = addNids(lnet, primary, nids, lock);
  // Whatever goes wrong, the peer that was named is deleted: golden/03_peer/020.
  if (refusal) lnet.deletePeer(primary, undefined, lock);
  return refusal;
}

function parsedPrimary(lnet: Lnet, text: string | undefined): string | PeerRefusal {
  if (!lnet.configured) return { errno: -ENETDOWN, text: "Network is down" };
  if (text === undefined) return { errno: -EINVAL, text: "missing required primary NID" };
  return parseNid(text)?.text ?? { errno: -EINVAL, text: "unsupported primary NID" };
}

function addNids(lnet: Lnet, primary: string, nids: readonly string[], lock: boolean): PeerRefusal | undefined {
  const rc = lnet.addPeer(primary, undefined, true, lock);
  if (rc !== 0) return { errno: rc, text: "failed to add primary peer" };
  for (const written of nids) {
    const nid = parseNid(written)?.text;
    if (nid === undefined) return { errno: -EINVAL, text: "unsupported secondary NID" };
    const problem = lnet.addPeer(primary, nid, true, lock);
    if (problem !== 0) return { errno: problem, text: "failed to add peer" };
  }
  return undefined;
}

export function deletePeer(node: SimulatedNode, output: Output, request: PeerRequest): number {
  const nids = request.nids === undefined ? [] : parseNids(output, "del", "peer", request.nids);
  if (nids === undefined) return FAILED;
  return withLnet(node, output, (lnet) => deleteInKernel(lnet, request.primaryNid, nids, request.force)?.errno ?? 0);
}

/** From the primary NID on in a list it is the whole peer that goes; NIDs before it go one by one. */
export function deleteInKernel(
  lnet: Lnet,
  primaryNid: string | undefined,
  nids: readonly string[],
  force: boolean,
): PeerRefusal | undefined {
  const primary = parsedPrimary(lnet, primaryNid);
  if (typeof primary !== "string") return primary;
  let whole = nids.length === 0;
  for (const written of nids) {
    const nid = parseNid(written)?.text;
    if (nid === undefined) return { errno: -EINVAL, text: "unsupported secondary NID" };
    whole ||= nid === primary;
    const rc = whole ? 0 : lnet.deletePeer(primary, nid, force);
    if (rc !== 0) return { errno: rc, text: "failed to del peer" };
  }
  const rc = whole ? lnet.deletePeer(primary, undefined, force) : 0;
  return rc === 0 ? undefined : { errno: rc, text: "failed to del primary peer" };
}

// ---- set ----

export interface PeerSetting {
  /** undefined: all peers. */
  nid: string | undefined;
  /** undefined: not given, or negative. */
  health: number | undefined;
  state: number | undefined;
}

/** Prints nothing; a negative errno is for the caller to report. */
export function setPeer(node: SimulatedNode, output: Output, setting: PeerSetting): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (!lnet.configured) return -ENETDOWN;
  const nid = setting.nid === undefined ? "all" : parseNid(setting.nid)?.text;
  if (nid === undefined) return -EINVAL;
  if (setting.state !== undefined && (nid === "all" || lnet.setPeerState(nid, setting.state) !== 0)) return -EINVAL;
  if (setting.health !== undefined) return lnet.setPeerNiHealth(nid, setting.health);
  // A request that names no NIs is taken for one that deletes (golden/03_peer/067: the peer is gone in 068), also after it has set a state.
  return nid === "all" || lnet.deletePeer(nid, undefined, false) === 0 ? 0 : -EINVAL;
}

// ---- show ----

export interface PeerShow {
  /** As it was written; undefined: all. */
  nid: string | undefined;
  detail: number;
  backup: boolean;
}

export function showPeers(node: SimulatedNode, output: Output, show: PeerShow): number {
  return withLnet(node, output, (lnet) => {
    const peers = findPeers(lnet, show.nid);
    if (typeof peers === "number") return peers;
    // That there are none is no error (golden/31_discovery/006); that there is not the one that was asked for is (03_peer/059).
    if (peers.length > 0) output.out(format([["peer", list(peers.map((peer) => peerTree(lnet, peer, show)))]], KERNEL_INDENT));
    return 0;
  });
}

function findPeers(lnet: Lnet, text: string | undefined): Peer[] | number {
  if (!lnet.configured) return -ENETDOWN;
  if (text === undefined) return lnet.peers.list();
  const nid = parseNid(text)?.text;
  const peer = nid === undefined ? undefined : lnet.peers.find(nid);
  return peer ? [peer] : -ENOENT;
}

export function listPeers(node: SimulatedNode, output: Output): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (!lnet.configured) {
    output.err(errorDocument("show", "peer", -ENETDOWN, libnlText(-ENETDOWN)));
    return FAILED;
  }
  const peers = lnet.peers.list();
  if (peers.length === 0) {
    // golden/03_peer/002
    output.err("Emitter error: expected nothing after STREAM-END\n");
    return FAILED;
  }
  output.out(format([["peer list", list(peers.map(({ primaryNid }) => mapping(["nid", primaryNid])))]], KERNEL_INDENT));
  return 0;
}

function peerTree(lnet: Lnet, peer: Peer, show: PeerShow): Yaml {
  const entries: Entry[] = [
    ["primary nid", peer.primaryNid],
    ["Multi-Rail", `${peer.multiRail}`],
  ];
  if (show.detail >= 3) entries.push(["peer state", `${peer.state}`]);
  entries.push(["peer ni", list(peer.nis.map((ni) => peerNiTree(lnet, ni, show)))]);
  return { entries };
}

/** Keys and their order: §3.8. */
function peerNiTree(lnet: Lnet, ni: PeerNi, { detail, backup }: PeerShow): Yaml {
  const entries: Entry[] = [["nid", ni.nid]];
  if (backup) return { entries };
  if (detail >= 4) entries.push(["udsp info", udspInfo(ni.udsp)]);
  entries.push(["state", peerNiState(lnet, ni)]);
  if (detail >= 1) {
    const credits = {
      max_ni_tx_credits: ni.maxTxCredits,
      available_tx_credits: ni.txCredits,
      min_tx_credits: ni.minTxCredits,
      tx_q_num_of_buf: ni.txQueued,
      available_rtr_credits: ni.rtrCredits >>> 0,
      min_rtr_credits: ni.minRtrCredits >>> 0,
      refcount: ni.refcount,
    };
    entries.push(...Object.entries(credits).map(([key, value]): Entry => [key, `${value}`]), ["statistics", statistics(ni.counters)]);
  }
  if (detail >= 2) {
    const { dropped, timeout, error, networkTimeout } = ni.healthStats;
    entries.push(...messages(ni.counters), [
      "health stats",
      numbers({
        "health value": ni.health,
        dropped,
        timeout,
        error,
        "network timeout": networkTimeout,
        ping_count: ni.pingCount,
        next_ping: ni.nextPing,
      }),
    ]);
  }
  return { entries };
}
