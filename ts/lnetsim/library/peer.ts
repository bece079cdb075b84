// SPDX-License-Identifier: GPL-2.0-or-later
// Peers by the library (lnetconfig-api.md §3.8; golden/11_clib).
import { NID_ANY, nidToStr, strToNid } from "../../lnet/nid.ts";
import { ENOENT } from "../errno.ts";
import { total } from "../kernel/counters.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { Peer, PeerNi } from "../kernel/peer.ts";
import { peerNiState } from "../kernel/peer-table.ts";
import { ADD_COMMAND } from "./codes.ts";
import { nidMap, showCounts } from "./net.ts";
import { parseNidList } from "./nids.ts";
import { failure, type LibrarySession } from "./session.ts";
import type { Tree } from "./tree.ts";

export const NIDS_PER_PEER = 128;

export interface ModifyPeer {
  primaryNid: string | null;
  /** NIDs and ranges, with blanks or commas between; null: only the primary. */
  nids: string | null;
  multiRail: boolean;
  /** ADD_COMMAND or DELETE_COMMAND. */
  command: number;
  /** Adding: lock the primary NID; deleting: also a locked one. */
  force: boolean;
}

/** A 4-byte NID in the kernel's spelling. */
function kernelNid(text: string): string | undefined {
  const nid = strToNid(text);
  return nid === NID_ANY ? undefined : nidToStr(nid);
}

/** seq_no is never echoed (§3.1). */
export function modifyPeer(session: LibrarySession, o: ModifyPeer): number {
  const word = o.command === ADD_COMMAND ? "add" : "del";
  const fail = (rc: number, descr: string): number => session.result({ cmd: "peer", entity: word, rc, descr });
  const { BAD_PARAM } = session.codes;
  if (o.primaryNid === null) return fail(BAD_PARAM, "--prim_nid must be specified");
  const primary = kernelNid(o.primaryNid);
  if (primary === undefined) {
    const text = `badly formatted primary NID: ${o.primaryNid}`;
    return fail(BAD_PARAM, session.old ? text : `"${text}"`);
  }
  let nids: string[] = [];
  if (o.nids !== null) {
    const parsed = parseNidList(session, commasToBlanks(o.nids), NIDS_PER_PEER);
    if (typeof parsed === "string") return fail(BAD_PARAM, parsed);
    nids = parsed;
  }
  const rc = changePeer(session, primary, nids, o);
  if (rc !== 0) fail(rc, "Error");
  return rc;
}

/** Commas within [] belong to a range. */
const commasToBlanks = (text: string): string => text.replaceAll(/\[[^\]]*\]|,/g, (part) => (part === "," ? " " : part));

/** One call of the kernel for each NID; the first failure ends it. One result block. */
export function changePeer(
  session: LibrarySession,
  primary: string,
  nids: readonly string[],
  { command, multiRail, force }: Pick<ModifyPeer, "command" | "multiRail" | "force">,
): number {
  const adding = command === ADD_COMMAND;
  const steps: (string | undefined)[] = adding ? [undefined, ...nids] : nids.length > 0 ? [...nids] : [undefined];
  let rc = 0;
  for (const nid of steps) {
    rc = session.ioctl((lnet) => (adding ? lnet.addPeer(primary, nid, multiRail, force) : lnet.deletePeer(primary, nid, force)));
    if (rc !== 0) break;
  }
  const word = adding ? "add" : "del";
  // The text of success is never set: the real library shows what happens to be there.
  return session.result({ cmd: word, entity: "peer_ni", rc, descr: rc === 0 ? "" : failure(`${word} peer ni operation failed`, rc) });
}

export interface ShowPeer {
  nid?: string | null | undefined;
  detail?: number | undefined;
  backup?: boolean | undefined;
  seqNo?: number | undefined;
}

export function showPeer(session: LibrarySession, o: ShowPeer): number {
  const { detail = 0, backup = false, seqNo } = o;
  const answer = (rc: number, descr: string): number => session.result({ cmd: "show", entity: "peer", rc, descr, seqNo });
  const one = o.nid !== undefined && o.nid !== null;
  const rc = session.ioctl((lnet) => {
    const peer = one ? lnet.peers.find(kernelNid(o.nid!) ?? "") : undefined;
    if (one && !peer) return -ENOENT;
    const peers = peer ? [peer] : lnet.peers.list();
    if (peers.length === 0) return 0;
    const list = session.shown("peer", "array");
    for (const each of peers) showOne(lnet, list.item(), each, detail, backup);
    return 0;
  });
  return answer(rc, rc === 0 ? '"success"' : failure(one ? "cannot get peer information" : "cannot get peer list", rc));
}

function showOne(lnet: Lnet, item: Tree, peer: Peer, detail: number, backup: boolean): void {
  item.string("primary nid", peer.primaryNid);
  item.string("Multi-Rail", peer.multiRail ? "True" : "False");
  if (detail >= 3 && !backup) item.number("peer state", peer.state);
  const list = item.array("peer ni");
  for (const ni of peer.nis) {
    const entry = list.item();
    entry.string("nid", ni.nid);
    if (!backup) showPeerNi(lnet, entry, ni, detail);
  }
}

function showPeerNi(lnet: Lnet, item: Tree, ni: PeerNi, detail: number): void {
  if (detail >= 4) {
    const info = item.numbers("udsp info", { "net priority": ni.udsp.netPriority, "nid priority": ni.udsp.nidPriority });
    nidMap(info, "Preferred gateway NIDs", ni.udsp.preferredGateways);
    nidMap(info, "Preferred source NIDs", ni.udsp.preferredSources);
  }
  item.string("state", peerNiState(lnet, ni));
  if (detail < 1) return;
  item.number("max_ni_tx_credits", ni.maxTxCredits);
  item.number("available_tx_credits", ni.txCredits);
  item.number("min_tx_credits", ni.minTxCredits);
  item.number("tx_q_num_of_buf", ni.txQueued);
  item.number("available_rtr_credits", ni.rtrCredits >>> 0);
  item.number("min_rtr_credits", ni.minRtrCredits >>> 0);
  item.number("refcount", ni.refcount);
  const { sent, received, dropped } = ni.counters;
  item.numbers("statistics", { send_count: total(sent), recv_count: total(received), drop_count: total(dropped) });
  if (detail < 2) return;
  showCounts(item, "sent_stats", sent);
  showCounts(item, "received_stats", received);
  showCounts(item, "dropped_stats", dropped);
  const { dropped: failures, timeout, error, networkTimeout } = ni.healthStats;
  item.numbers("health stats", {
    "health value": ni.health,
    dropped: failures,
    timeout,
    error,
    "network timeout": networkTimeout,
    ping_count: ni.pingCount,
    next_ping: ni.nextPing,
  });
}

export function listPeer(session: LibrarySession, seqNo?: number): number {
  const rc = session.ioctl((lnet) => {
    const peers = lnet.peers.list();
    if (peers.length === 0) return 0;
    const list = session.shown("peer list", "array");
    for (const { primaryNid } of peers) list.item().string("nid", primaryNid);
    return 0;
  });
  return session.result({ cmd: "show", entity: "peer", rc, descr: rc === 0 ? '"success"' : failure("cannot get peer list", rc), seqNo });
}

/** Overwrites the state bits of the peer that has this NID. */
export function setPeerState(session: LibrarySession, o: { state: number; nid: string | null; seqNo?: number | undefined }): number {
  const rc = session.ioctl((lnet) => lnet.setPeerState(kernelNid(o.nid ?? "") ?? "", o.state >>> 0));
  return session.result({
    cmd: "add",
    entity: "peer state",
    rc,
    descr: rc === 0 ? '"success"' : failure("Can not set peer property", rc),
    seqNo: o.seqNo,
  });
}

/** What it says goes to the debug log of the kernel, which the default mask leaves out. */
export function showPeerDebugInfo(session: LibrarySession, o: { nid: string | null; seqNo?: number | undefined }): number {
  const fail = (rc: number, descr: string): number => session.result({ cmd: "debug", entity: "peer", rc, descr, seqNo: o.seqNo });
  if (o.nid === null) return fail(session.codes.BAD_PARAM, "--nid must be specified");
  const nid = kernelNid(o.nid);
  if (nid === undefined) return fail(session.codes.BAD_PARAM, `badly formatted NID: ${o.nid}`);
  const rc = session.ioctl((lnet) => (lnet.peers.find(nid) ? 0 : -ENOENT));
  return rc === 0 ? 0 : fail(rc, "Error");
}
