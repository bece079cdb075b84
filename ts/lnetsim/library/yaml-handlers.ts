// SPDX-License-Identifier: GPL-2.0-or-later
// What the handlers of YAML blocks share: reading values, networks and tunables out of a tree. Keys are looked for as the library does, below an item
// and in all that follows it (lnetconfig-api.md §2.6, §3.14), so that a later item may answer for an earlier one.
import type { LndTunables } from "../kernel/ni.ts";
import { cptsOf, type InterfaceDescription, interfacesOf, type NetworkDescription, netId, type TunablesDescription } from "./network.ts";
import type { LibrarySession } from "./session.ts";
import { TREE, type Tree } from "./tree.ts";

export type Handler = (session: LibrarySession, item: Tree) => number;

/** By the name that a block begins with; what is missing does nothing. */
export type Handlers = Partial<
  Record<
    "route" | "net" | "ip2nets" | "peer" | "routing" | "buffers" | "statistics" | "global" | "numa" | "ping" | "discover" | "udsp",
    Handler
  >
>;

export const textOf = (item: Tree, key: string): string | null => item.find(key)?.text ?? null;
export const intOf = (item: Tree, key: string, missing: number): number => item.find(key)?.int ?? missing;
export const seqNoOf = (item: Tree): number => intOf(item, "seq_no", -1);

/** A value that people write with or without digits only: "10.0.0.1@tcp", "5". */
export function wordOf(node: Tree | undefined): string | null {
  if (node?.type === TREE.STRING || node?.type === TREE.NUMBER) return String(node.value);
  return null;
}

/** The interfaces of all items under `local NI(s)`; a number: what the handler returns. */
export function networkOf(session: LibrarySession, item: Tree, verb: "add" | "del"): NetworkDescription | number {
  const { MISSING_PARAM, BAD_PARAM } = session.codes;
  const net = textOf(item, "net type");
  const list = item.find("local NI(s)");
  if (!list) return MISSING_PARAM;
  if (list.type !== TREE.ARRAY) return BAD_PARAM;
  const interfaces: InterfaceDescription[] = [];
  for (const ni of list.children) {
    const map = ni.child("interfaces");
    if (!map) continue;
    const some = interfacesIn(session, map, verb);
    if (typeof some === "number") return some;
    interfaces.push(...some);
  }
  return { id: net === null ? 0 : netId(net), interfaces };
}

/** `{0: eth0[0], 1: eth1}`. */
export function interfacesIn(session: LibrarySession, map: Tree, verb: "add" | "del"): InterfaceDescription[] | number {
  const { BAD_PARAM } = session.codes;
  const interfaces: InterfaceDescription[] = [];
  for (const child of map.children) {
    const some = interfacesOf(wordOf(child) ?? "");
    if (!some) {
      session.result({ cmd: "ni", entity: verb, rc: BAD_PARAM, descr: "bad interface list" });
      return BAD_PARAM;
    }
    interfaces.push(...some);
  }
  return interfaces;
}

export function globalCptsOf(item: Tree): readonly number[] | null {
  const text = wordOf(item.find("CPT"));
  return text === null ? null : (cptsOf(text) ?? null);
}

/** The first `tunables` and the first `lnd tunables`; null: there is neither. */
export function tunablesOf(session: LibrarySession, item: Tree, netNumber: number): TunablesDescription | null {
  const common = item.find("tunables");
  const lnd = item.find("lnd tunables");
  if (!common && !lnd) return null;
  const of = (key: string): number => common?.child(key)?.int ?? -1;
  return {
    peerTimeout: of("peer_timeout"),
    peerCredits: of("peer_credits"),
    peerBufferCredits: of("peer_buffer_credits"),
    credits: of("credits"),
    lnd: lnd ? lndTunablesOf(session, lnd, netNumber >>> 16) : {},
  };
}

const O2IB_KEYS = ["peercredits_hiw", "map_on_demand", "concurrent_sends", "fmr_pool_size", "fmr_flush_trigger", "fmr_cache", "ntx"];

/** A block without connections per peer means 1. */
function lndTunablesOf(session: LibrarySession, tree: Tree, lndType: number): LndTunables {
  const tunables: LndTunables = {};
  const number = (key: string, missing: number): void => {
    tunables[key] = tree.child(key)?.int ?? missing;
  };
  if (lndType === 2 || lndType === 5) {
    number("conns_per_peer", 1);
    if (!session.old) {
      number("timeout", 0);
      number("tos", -1);
    }
  }
  if (lndType === 5) for (const key of O2IB_KEYS) number(key, 0);
  if (lndType === 13) number("timeout", 0);
  if (lndType === 16) {
    for (const key of ["prov_major_version", "prov_minor_version", "auth_key", "timeout"]) number(key, 0);
    const traffic = tree.child("traffic_class")?.text;
    if (traffic !== undefined) tunables["traffic_class"] = traffic;
  }
  return tunables;
}
