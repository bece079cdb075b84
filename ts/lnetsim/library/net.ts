// SPDX-License-Identifier: GPL-2.0-or-later
// NIs: adding, deleting, showing (lnetconfig-api.md §3.4, §3.6, §3.7; golden/11_clib, golden/library-2.17.0).
import { NET_ANY } from "../../lnet/nid.ts";
import { EINVAL, ENOENT } from "../errno.ts";
import { type MessageCounts, total } from "../kernel/counters.ts";
import type { Lnet } from "../kernel/lnet.ts";
import { startIp2nets } from "../kernel/module-parameters.ts";
import type { Ni } from "../kernel/ni.ts";
import {
  type InterfaceDescription,
  kernelTunables,
  LND_GNI,
  LO_NET,
  type NetworkDescription,
  netId,
  netName,
  queryInterface,
  type TunablesDescription,
} from "./network.ts";
import { failure, type LibrarySession } from "./session.ts";
import type { Tree } from "./tree.ts";

const MAX_TEXT = 128;
const CANNOT_PARSE = "\"cannot parse net '<255:65535>'\"";
const LND_KFI = 16;

export interface NewNis {
  network: NetworkDescription | null;
  globalCpts?: readonly number[] | null | undefined;
  ip2net?: string | null | undefined;
  tunables?: TunablesDescription | null | undefined;
  /** 2.15: connections per peer; -1: none given. */
  connsPerPeer?: number | undefined;
  seqNo?: number | undefined;
}

/** An interface with the NID that it gives. */
interface Resolved extends InterfaceDescription {
  nid: string;
}

export function configNi(session: LibrarySession, o: NewNis): number {
  const { rc, descr } = addNis(session, o);
  return session.result({ cmd: "add", entity: "net", rc, descr, seqNo: o.seqNo });
}

function addNis(session: LibrarySession, o: NewNis): { rc: number; descr: string } {
  const { codes } = session;
  const { network } = o;
  if (o.ip2net === undefined || o.ip2net === null) {
    const missing = whatIsMissing(network);
    if (missing) return { rc: codes.MISSING_PARAM, descr: `"missing mandatory parameters in NI config: '${missing}'"` };
  } else {
    if (o.ip2net.length >= MAX_TEXT) return { rc: codes.OUT_OF_RANGE, descr: `"ip2net string too long ${o.ip2net.length}"` };
    return addedBy(session.ioctl((lnet) => startIp2nets(lnet, o.ip2net!), -EINVAL));
  }
  const { id, interfaces } = network!;
  if (id === LO_NET) return { rc: 0, descr: '"success"' };
  if (id === NET_ANY) return { rc: codes.BAD_PARAM, descr: CANNOT_PARSE };
  const resolved = resolveAll(session, network!);
  if (typeof resolved === "string") return { rc: codes.BAD_PARAM, descr: resolved };
  const { tunables, lnd } = kernelTunables(id >>> 16, o.tunables ?? null);
  if (o.connsPerPeer !== undefined && o.connsPerPeer > -1) lnd["conns_per_peer"] = o.connsPerPeer;
  const list: (Resolved | undefined)[] = interfaces.length > 0 ? resolved : [undefined];
  for (const one of list) {
    const cpts = one?.cpts ?? o.globalCpts ?? undefined;
    // One NI a call; the first that fails ends it, and those before stay.
    const rc = session.ioctl((lnet) => lnet.addNi({ net: netName(id), interface: one?.name, cpts, tunables, lnd }), -EINVAL);
    if (rc !== 0) return addedBy(rc);
  }
  return { rc: 0, descr: '"success"' };
}

const addedBy = (rc: number): { rc: number; descr: string } => ({ rc, descr: rc === 0 ? '"success"' : failure("cannot add network", rc) });

function whatIsMissing(network: NetworkDescription | null): string | undefined {
  if (!network) return "network , interface";
  if (network.id === 0) return "network";
  return network.interfaces.length === 0 && network.id >>> 16 !== LND_GNI ? "interface" : undefined;
}

/** All interfaces with their NIDs, or the text of what cannot be had: nothing is added then. */
function resolveAll(session: LibrarySession, { id, interfaces }: NetworkDescription): Resolved[] | string {
  const resolved: Resolved[] = [];
  for (const one of interfaces) {
    const type = id >>> 16;
    if (type === LND_KFI || type === LND_GNI) {
      const nic = session.node.nics.find(one.name);
      if (nic?.hardware === undefined) return type === LND_GNI ? '"cannot read gni nid"' : `"couldn't query kfi intf ${one.name}"`;
      resolved.push({ ...one, nid: `${nic.hardware}@${netName(id)}` });
      continue;
    }
    const found = queryInterface(session, one.name);
    if (!found) return `"couldn't query intf ${one.name}"`;
    resolved.push({ ...one, nid: `${found.address}@${netName(id)}` });
  }
  return resolved;
}

/** Without interfaces: the whole net. All are tried; the last one's answer counts. */
export function delNi(session: LibrarySession, o: { network: NetworkDescription | null; seqNo?: number | undefined }): number {
  const { codes } = session;
  const { network, seqNo } = o;
  const answer = (rc: number, descr: string): number => session.result({ cmd: "del", entity: "net", rc, descr, seqNo });
  if (!network || network.id === 0) {
    return answer(codes.MISSING_PARAM, `"missing mandatory parameter in deleting NI: '${network ? "network" : "network , interface"}'"`);
  }
  if (network.id === LO_NET) return 0;
  if (network.id === NET_ANY) return answer(codes.BAD_PARAM, CANNOT_PARSE);
  const resolved = resolveAll(session, network);
  if (typeof resolved === "string") return answer(codes.BAD_PARAM, resolved);
  const net = netName(network.id);
  let rc = 0;
  if (resolved.length === 0) rc = session.ioctl((lnet) => lnet.deleteNet(net), -EINVAL);
  for (const { nid } of resolved) rc = session.ioctl((lnet) => lnet.deleteNi({ net, nid }), -EINVAL);
  return answer(rc, rc === 0 ? '"success"' : failure("cannot del network", rc));
}

export interface ShowNet {
  net?: string | null | undefined;
  detail?: number | undefined;
  backup?: boolean | undefined;
  seqNo?: number | undefined;
}

export function showNet(session: LibrarySession, o: ShowNet): number {
  const { detail = 0, backup = false, seqNo } = o;
  const answer = (rc: number, descr: string): number => session.result({ cmd: "show", entity: "net", rc, descr, seqNo });
  const filter = o.net === undefined || o.net === null ? undefined : netId(o.net);
  if (filter === NET_ANY) return answer(session.codes.BAD_PARAM, `"cannot parse net '${o.net}'"`);
  const rc = session.ioctl((lnet) => {
    const all = lnet.nets.flatMap((net) => net.nis);
    const chosen = all.filter((ni) => (filter === undefined || netId(shownNet(ni)) === filter) && !(backup && ni.isLo));
    showNis(session, lnet, chosen, detail, backup);
    return 0;
  });
  // The end of the list is ENOENT, and so is a missing /dev/lnet (§0.9).
  return rc === 0 || rc === -ENOENT ? answer(0, '"success"') : answer(rc, failure("cannot get networks", rc));
}

/** A large NID cannot be handed out by ioctl: all is 0 (§3.7). */
const isLarge = (ni: Ni): boolean => ni.nid.includes(":");
const shownNet = (ni: Ni): string => (isLarge(ni) ? "<0:0>" : ni.net.name);

function showNis(session: LibrarySession, lnet: Lnet, nis: readonly Ni[], detail: number, backup: boolean): void {
  let list: Tree | undefined;
  let current: string | undefined;
  for (const ni of nis) {
    const nets = session.shown("net", "array");
    if (!list || current !== shownNet(ni)) {
      current = shownNet(ni);
      nets.string("net type", current);
      list = nets.array("local NI(s)");
    }
    if (isLarge(ni)) {
      const item = list.item();
      item.string("nid", "0@<0:0>");
      item.string("status", "down");
    } else showNi(lnet, list.item(), ni, detail, backup);
  }
}

function showNi(lnet: Lnet, item: Tree, ni: Ni, detail: number, backup: boolean): void {
  if (!backup) {
    item.string("nid", ni.nid);
    item.string("status", ni.status);
  }
  if (ni.interfaces.length > 0) {
    const interfaces = item.object("interfaces");
    for (const [index, name] of ni.interfaces.entries()) interfaces.string(String(index), name);
  }
  if (detail < 1) return;
  if (!backup) showNiCounters(item, ni, detail);
  const { peerTimeout, peerCredits, peerBufferCredits, credits } = ni.tunables;
  item.numbers("tunables", { peer_timeout: peerTimeout, peer_credits: peerCredits, peer_buffer_credits: peerBufferCredits, credits });
  showLndTunables(lnet, item.object("lnd tunables"), ni, backup);
  if (!backup) item.number("dev cpt", ni.deviceCpt);
  if (ni.cpts.length > 0) item.string("CPT", `"[${ni.cpts.join(",")}]"`);
}

function showNiCounters(item: Tree, ni: Ni, detail: number): void {
  const { sent, received, dropped } = ni.counters;
  item.numbers("statistics", { send_count: total(sent), recv_count: total(received), drop_count: total(dropped) });
  if (detail >= 4) {
    const info = item.numbers("udsp info", { "net priority": ni.udsp.netPriority, "nid priority": ni.udsp.nidPriority });
    nidMap(info, "Preferred gateway NIDs", ni.udsp.preferredGateways);
  }
  if (detail < 2) return;
  showCounts(item, "sent_stats", sent);
  showCounts(item, "received_stats", received);
  showCounts(item, "dropped_stats", dropped);
  const { interrupts, dropped: failures, aborted, noRoute, timeouts, error } = ni.healthStats;
  item.numbers("health stats", {
    fatal_error: ni.fatalError ? 1 : 0,
    "health value": ni.health,
    interrupts,
    dropped: failures,
    aborted,
    "no route": noRoute,
    timeouts,
    error,
    ping_count: ni.pingCount,
    next_ping: ni.nextPing,
  });
}

/** put, get, reply, ack, hello. */
export function showCounts(item: Tree, key: string, counts: MessageCounts): void {
  item.numbers(key, { ...counts });
}

/** `key: {NID-0: …}`, left out if there are none. */
export function nidMap(parent: Tree, key: string, nids: readonly string[]): void {
  if (nids.length === 0) return;
  const map = parent.object(key);
  for (const [index, nid] of nids.entries()) map.string(`NID-${index}`, nid);
}

const TRAFFIC_CLASSES = ["best_effort", "low_latency", "dedicated_access", "bulk_data", "scavenger", "network_ctrl"];
/** libfabric's FI_TC_LABEL, which its classes are counted from. */
const TRAFFIC_CLASS_BASE = 0x200;

/** What the LND has; up to 2.15 without timeout and tos. */
function showLndTunables(lnet: Lnet, tree: Tree, ni: Ni, backup: boolean): void {
  for (const [key, value] of Object.entries(ni.lnd)) {
    if (lnet.generation === "2.15" && (key === "timeout" || key === "tos")) continue;
    if (typeof value === "number") tree.number(key, value);
    else tree.string(key, value);
    if (key === "traffic_class" && !backup)
      tree.number("traffic_class_num", TRAFFIC_CLASS_BASE + Math.max(0, TRAFFIC_CLASSES.indexOf(String(value))));
  }
}

/** Connections that NIs make to a peer; a NID that there is not changes nothing. */
export function configNiConnsPerPeer(
  session: LibrarySession,
  o: { value: number; all: boolean; nid?: string | null | undefined; seqNo?: number | undefined },
): number {
  const answer = (rc: number, descr: string): number =>
    session.result({ cmd: "add", entity: "ni conns_per_peer", rc, descr, seqNo: o.seqNo });
  if (o.value < 0 || o.value > 127) return answer(session.codes.BAD_PARAM, '"Valid values are: 0-127"');
  const rc = session.ioctl((lnet) => lnet.interfaces.setConnsPerPeer(o.all ? "all" : (o.nid ?? ""), o.value));
  return answer(rc, rc === 0 ? '"success"' : failure("Can not configure conns_per_peer value", rc));
}
