// SPDX-License-Identifier: GPL-2.0-or-later
// lustre_yaml_config(): what each block adds or sets (lnetconfig-api.md §3.14).
import { NID_ANY, nidToStr, strToNid } from "../../lnet/nid.ts";
import { ADD_COMMAND, DELETE_COMMAND } from "./codes.ts";
import { configIp2nets } from "./ip2nets.ts";
import { configNi } from "./net.ts";
import { LO_NET, netId } from "./network.ts";
import { changePeer } from "./peer.ts";
import { configRoute } from "./route.ts";
import { configBuffers, configRouting } from "./routing.ts";
import type { LibrarySession } from "./session.ts";
import { configNumaRange, configSetting, type SettingName } from "./settings.ts";
import type { Tree } from "./tree.ts";
import { addUdsp } from "./udsp.ts";
import { globalCptsOf, type Handlers, interfacesIn, intOf, networkOf, seqNoOf, textOf, tunablesOf, wordOf } from "./yaml-handlers.ts";

function configNet(session: LibrarySession, item: Tree): number {
  const ip2net = textOf(item, "ip2net");
  if (ip2net === null && textOf(item, "net type") === null) return session.codes.MISSING_PARAM;
  const network = networkOf(session, item, "add");
  if (typeof network === "number") return network;
  // All interfaces of a net are added with the first tunables and CPTs that there are (until 2.17.0).
  return configNi(session, {
    network: network.id === 0 ? { ...network, id: LO_NET } : network,
    globalCpts: globalCptsOf(item),
    ip2net,
    tunables: tunablesOf(session, item, network.id),
    seqNo: seqNoOf(item),
  });
}

function configIp2netsBlock(session: LibrarySession, item: Tree): number {
  const net = textOf(item, "net-spec");
  if (net === null) return session.codes.BAD_PARAM;
  const map = item.find("interfaces");
  const interfaces = map ? interfacesIn(session, map, "add") : [];
  if (typeof interfaces === "number") return interfaces;
  const id = netId(net);
  const rc = configIp2nets(session, {
    network: { id, interfaces },
    ranges: (item.find("ip-range")?.children ?? []).flatMap((child) => wordOf(child) ?? []),
    tunables: tunablesOf(session, item, id),
    globalCpts: globalCptsOf(item),
    seqNo: seqNoOf(item),
  });
  // That a rule does not match is meant for other nodes.
  return rc === session.codes.NO_MATCH ? 0 : rc;
}

/** `primary nid`, `peer ni`, `Multi-Rail` of an item; a number: what is wrong has been said. */
export function peerOf(
  session: LibrarySession,
  item: Tree,
  verb: "add" | "del",
): { primary: string; nids: string[]; multiRail: boolean } | number {
  const fail = (descr: string): number => session.result({ cmd: "peer", entity: verb, rc: session.codes.BAD_PARAM, descr });
  const primary = wordOf(item.find("primary nid"));
  if (primary === null) return fail("the 'primary nid' must be specified");
  const primaryNid = strToNid(primary);
  if (primaryNid === NID_ANY) return fail(`badly formatted primary NID: ${primary}`);
  const mode = item.find("Multi-Rail");
  const word = mode && (wordOf(mode) ?? (mode.type === 1 ? "true" : mode.type === 0 ? "false" : ""));
  if (word !== undefined && word !== "True" && word !== "False") return fail(`Multi-Rail must be set to 'True' or 'False' found '${word}'`);
  const list = item.find("peer ni");
  const words = (list?.children ?? []).flatMap((child) => wordOf(child.child("nid")) ?? []);
  if (list && words.length === 0) return fail("No nids defined in YAML block");
  const nids: string[] = [];
  for (const text of words) {
    const nid = strToNid(text);
    if (nid === NID_ANY) return fail(`badly formatted NID: ${text}`);
    nids.push(nidToStr(nid));
  }
  return { primary: nidToStr(primaryNid), nids, multiRail: word !== "False" };
}

/** The second block of a failure has no text here. */
export function changePeerOf(session: LibrarySession, item: Tree, verb: "add" | "del"): number {
  const peer = peerOf(session, item, verb);
  if (typeof peer === "number") return peer;
  const command = verb === "add" ? ADD_COMMAND : DELETE_COMMAND;
  // Deleting the primary NID deletes the peer.
  const nids = verb === "del" && peer.nids.includes(peer.primary) ? [] : peer.nids.filter((nid) => nid !== peer.primary);
  const rc = changePeer(session, peer.primary, nids, { command, multiRail: peer.multiRail, force: false });
  if (rc !== 0) session.result({ cmd: "peer", entity: verb, rc, descr: "" });
  return rc;
}

/** In the order in which they are set; `max_intf` is the name of old. */
export const GLOBAL_KEYS: readonly { keys: readonly string[]; name: SettingName | "numa_range" }[] = [
  { keys: ["max_intf", "max_interfaces"], name: "max_intf" },
  { keys: ["numa_range"], name: "numa_range" },
  { keys: ["discovery"], name: "discovery" },
  { keys: ["drop_asym_route"], name: "drop_asym_route" },
  { keys: ["retry_count"], name: "retry_count" },
  { keys: ["transaction_timeout"], name: "transaction_to" },
  { keys: ["health_sensitivity"], name: "hsensitivity" },
  { keys: ["recovery_interval"], name: "recov_intrv" },
  { keys: ["router_sensitivity"], name: "rtr_sensitivity" },
  { keys: ["response_tracking"], name: "response_tracking" },
  { keys: ["recovery_limit"], name: "recovery_limit" },
  { keys: ["max_recovery_ping_interval"], name: "max_recovery_ping_interval" },
];

/** The node of the first of these keys that there is. */
export function firstOf(item: Tree, keys: readonly string[]): Tree | undefined {
  for (const key of keys) {
    const node = item.find(key);
    if (node) return node;
  }
  return undefined;
}

function configGlobal(session: LibrarySession, item: Tree): number {
  const seqNo = seqNoOf(item);
  let rc = 0;
  for (const { keys, name } of GLOBAL_KEYS) {
    const node = firstOf(item, keys);
    if (!node || (name === "max_recovery_ping_interval" && session.old)) continue;
    rc = name === "numa_range" ? configNumaRange(session, node.int, seqNo) : configSetting(session, name, node.int, seqNo);
  }
  return rc;
}

/** "NA" is how 2.15 shows that there is none. */
const ruleNid = (item: Tree, key: string): string | null => {
  const text = wordOf(item.find(key));
  return text === "NA" ? null : text;
};

export const CONFIG: Handlers = {
  route: (session, item) =>
    configRoute(session, {
      net: textOf(item, "net"),
      gateway: wordOf(item.find("gateway")),
      hops: intOf(item, "hop", -1),
      priority: intOf(item, "priority", -1),
      sensitivity: session.old ? intOf(item, "health_sensitivity", -1) : undefined,
      seqNo: seqNoOf(item),
    }),
  net: configNet,
  ip2nets: configIp2netsBlock,
  peer: (session, item) => changePeerOf(session, item, "add"),
  routing: (session, item) => {
    const enable = item.find("enable");
    return enable ? configRouting(session, { enable: enable.int, seqNo: seqNoOf(item) }) : 0;
  },
  buffers: (session, item) =>
    configBuffers(session, {
      tiny: intOf(item, "tiny", -1),
      small: intOf(item, "small", -1),
      large: intOf(item, "large", -1),
      seqNo: seqNoOf(item),
    }),
  global: configGlobal,
  numa: (session, item) => configNumaRange(session, intOf(item, "range", -1), seqNoOf(item)),
  udsp: (session, item) => {
    const priority = item.find("priority");
    return addUdsp(session, {
      src: ruleNid(item, "src"),
      dst: ruleNid(item, "dst"),
      rte: ruleNid(item, "rte"),
      type: priority ? "priority" : "pref",
      priority: priority ? priority.int : null,
      index: intOf(item, "idx", -1),
      seqNo: seqNoOf(item),
    });
  },
};
