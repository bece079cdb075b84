// SPDX-License-Identifier: GPL-2.0-or-later
// Every function of liblnetconfig that the simulator answers for, by its C name (lnetconfig-api.md §1, §6.1). What the function checks itself, and its texts,
// are in the file of its area; the rules of LNet are in kernel/.
import type { SimulatedNode } from "../node.ts";
import { ArgumentError, Arguments } from "./arguments.ts";
import { faultRule } from "./faults.ts";
import { configHealth, showRecoveryQueue } from "./health.ts";
import { calcCptOfNid, calcServiceId, runSetup } from "./host.ts";
import { configIp2nets, ipRange, resolveIp2netsRule } from "./ip2nets.ts";
import { configNi, configNiConnsPerPeer, delNi, showNet } from "./net.ts";
import { interfacesOf, NO_NETWORK } from "./network.ts";
import { configNiSystem, libInit, libUninit, netlinkConfigure } from "./ni-system.ts";
import { debugNidlist, NID_FUNCTIONS, parseNidRangeCall, parseNidstrCall } from "./nids.ts";
import { listPeer, modifyPeer, NIDS_PER_PEER, setPeerState, showPeer, showPeerDebugInfo } from "./peer.ts";
import { discoverNid, pingNid } from "./ping.ts";
import { functionsLacking } from "./releases.ts";
import { configRoute, delRoute, showRoute } from "./route.ts";
import { configBuffers, configRouting, showRouting } from "./routing.ts";
import { LibrarySession, RefusedError } from "./session.ts";
import { configLndTimeout, configNumaRange, configSetting, SETTING_NAMES, showSetting } from "./settings.ts";
import { resetStats, showStats } from "./stats.ts";
import { treeText } from "./tree.ts";
import { addUdsp, delUdsp, showUdsp } from "./udsp.ts";
import { type YamlAction, yaml } from "./yaml.ts";
import { buildTree } from "./yaml-builder.ts";

type LibraryFunction = (session: LibrarySession, args: Arguments) => number;

/** C names of the arguments that hold a setting's value. */
const VALUE_NAMES = ["value", "max", "enable", "drop", "count", "timeout", "sen", "intrv", "val", "interval", "range"] as const;

function settingValue(args: Arguments): number {
  const name = VALUE_NAMES.find((candidate) => args.raw(candidate) !== null);
  return args.int(name ?? "value");
}

const settingFunctions: Record<string, LibraryFunction> = {};
for (const name of SETTING_NAMES) {
  settingFunctions[`lustre_lnet_config_${name}`] = (session, args) => configSetting(session, name, settingValue(args), args.seqNo);
  settingFunctions[`lustre_lnet_show_${name}`] = (session, args) => showSetting(session, name, args.seqNo);
}

const yamlFunction =
  (action: YamlAction): LibraryFunction =>
  (session, args) => {
    const text = args.text("f") ?? "";
    return yaml(session, action, text.slice(0, args.raw("len") === null ? undefined : args.int("len")));
  };

const FUNCTIONS: Readonly<Record<string, LibraryFunction>> = {
  lustre_lnet_config_lib_init: libInit,
  lustre_lnet_config_lib_uninit: libUninit,
  lustre_lnet_config_ni_system: (session, args) =>
    configNiSystem(session, { up: args.bool("up"), fromModuleParameters: args.bool("load_ni_from_mod"), seqNo: args.seqNo }),
  yaml_lnet_configure: (session, args) => netlinkConfigure(session, args.int("flags")),

  lustre_lnet_config_ni: (session, args) =>
    configNi(session, {
      network: args.network("nw_descr"),
      globalCpts: args.cpts("global_cpts"),
      ip2net: args.text("ip2net"),
      tunables: args.tunables("tunables"),
      connsPerPeer: args.int("cpp", -1),
      seqNo: args.seqNo,
    }),
  lustre_lnet_del_ni: (session, args) => delNi(session, { network: args.network("nw"), seqNo: args.seqNo }),
  lustre_lnet_show_net: (session, args) =>
    showNet(session, { net: args.text("nw"), detail: args.int("detail", 0), backup: args.bool("backup"), seqNo: args.seqNo }),
  lustre_lnet_config_ni_conns_per_peer: (session, args) =>
    configNiConnsPerPeer(session, { value: args.int("value"), all: args.bool("all"), nid: args.text("ni_nid"), seqNo: args.seqNo }),
  lustre_lnet_init_nw_descr: (session) => {
    session.values = { nw_id: NO_NETWORK.id, interfaces: [] };
    return 0;
  },
  lustre_lnet_parse_interfaces: (session, args) => interfaceList(session, args.text("intf_str")),
  lustre_lnet_add_intf_descr: (session, args) =>
    interfaceList(session, args.text("intf")?.slice(0, args.raw("len") === null ? undefined : args.int("len")) ?? null),
  free_intf_descr: () => 0,
  lustre_lnet_add_ip_range: (session, args) => (ipRange(session, args.text("str_ip_range") ?? "") ? 0 : session.codes.BAD_PARAM),
  lustre_lnet_config_ip2nets: (session, args) =>
    configIp2nets(session, {
      ...ip2netsOf(args),
      tunables: args.tunables("tunables"),
      globalCpts: args.cpts("global_cpts"),
      seqNo: args.seqNo,
    }),
  lustre_lnet_resolve_ip2nets_rule: (session, args) => resolveIp2netsRule(session, ip2netsOf(args)),

  lustre_lnet_modify_peer: (session, args) =>
    modifyPeer(session, {
      primaryNid: args.text("prim_nid"),
      nids: args.text("nids"),
      multiRail: args.bool("is_mr"),
      command: args.int("cmd"),
      force: args.bool("force"),
    }),
  lustre_lnet_show_peer: (session, args) =>
    showPeer(session, { nid: args.text("knid"), detail: args.int("detail", 0), backup: args.bool("backup"), seqNo: args.seqNo }),
  lustre_lnet_list_peer: (session, args) => listPeer(session, args.seqNo),
  lustre_lnet_set_peer_state: (session, args) =>
    setPeerState(session, { state: args.int("state"), nid: args.text("lpni_nid"), seqNo: args.seqNo }),
  lustre_lnet_show_peer_debug_info: (session, args) => showPeerDebugInfo(session, { nid: args.text("peer_nid"), seqNo: args.seqNo }),

  lustre_lnet_config_route: (session, args) =>
    configRoute(session, {
      net: args.text("nw"),
      gateway: args.text("gw"),
      hops: args.int("hops", -1),
      priority: args.int("prio", -1),
      sensitivity: args.int("sen", -1),
      seqNo: args.seqNo,
    }),
  lustre_lnet_del_route: (session, args) => delRoute(session, { net: args.text("nw"), gateway: args.text("gw"), seqNo: args.seqNo }),
  lustre_lnet_show_route: (session, args) =>
    showRoute(session, {
      net: args.text("nw"),
      gateway: args.text("gw"),
      hops: args.int("hops", -1),
      priority: args.int("prio", -1),
      detail: args.int("detail", 0),
      backup: args.bool("backup"),
      seqNo: args.seqNo,
    }),

  lustre_lnet_config_routing: (session, args) => configRouting(session, { enable: args.int("enable"), seqNo: args.seqNo }),
  lustre_lnet_enable_routing: (session, args) => configRouting(session, { enable: args.int("enable"), seqNo: args.seqNo }),
  lustre_lnet_show_routing: (session, args) => showRouting(session, { backup: args.bool("backup"), seqNo: args.seqNo }),
  lustre_lnet_config_buffers: (session, args) =>
    configBuffers(session, { tiny: args.int("tiny", -1), small: args.int("small", -1), large: args.int("large", -1), seqNo: args.seqNo }),

  ...settingFunctions,
  lustre_lnet_config_numa_range: (session, args) => configNumaRange(session, settingValue(args), args.seqNo),
  lustre_lnet_show_numa_range: (session, args) => showSetting(session, "numa_range", args.seqNo),
  lustre_lnet_show_lnd_timeout: (session, args) => showSetting(session, "lnd_timeout", args.seqNo),
  lustre_lnet_config_lnd_timeout: (session, args) => configLndTimeout(session, args.int("timeout"), args.int("net_type") >>> 0, args.seqNo),

  lustre_lnet_config_ni_healthv: (session, args) =>
    configHealth(session, "ni", { value: args.int("value"), all: args.bool("all"), nid: args.text("ni_nid"), seqNo: args.seqNo }),
  lustre_lnet_config_peer_ni_healthv: (session, args) =>
    configHealth(session, "peer_ni", { value: args.int("value"), all: args.bool("all"), nid: args.text("pni_nid"), seqNo: args.seqNo }),
  lustre_lnet_show_local_ni_recovq: (session, args) => showRecoveryQueue(session, "local", args.seqNo),
  lustre_lnet_show_peer_ni_recovq: (session, args) => showRecoveryQueue(session, "peer", args.seqNo),

  lustre_lnet_add_udsp: (session, args) =>
    addUdsp(session, {
      src: args.text("src"),
      dst: args.text("dst"),
      rte: args.text("rte"),
      type: args.text("type") ?? "",
      priority: udspPriority(args.mapping("action")),
      index: args.int("idx", -1),
      seqNo: args.seqNo,
    }),
  lustre_lnet_del_udsp: (session, args) => delUdsp(session, { index: args.int("idx") | 0, seqNo: args.seqNo }),
  lustre_lnet_show_udsp: (session, args) => showUdsp(session, { index: args.int("idx", -1), seqNo: args.seqNo }),

  lustre_lnet_show_stats: (session, args) => showStats(session, args.seqNo),
  lustre_lnet_reset_stats: (session, args) => resetStats(session, args.seqNo),
  lustre_lnet_ping_nid: (session, args) =>
    pingNid(session, { nids: args.text("pnid") ?? "", source: args.text("src_nidstr"), timeoutMs: args.int("timeout"), seqNo: args.seqNo }),
  lustre_lnet_discover_nid: (session, args) =>
    discoverNid(session, { nids: args.text("pnid") ?? "", force: args.bool("force"), seqNo: args.seqNo }),
  yaml_lnet_fault_rule: (session, args) =>
    faultRule(session, {
      operation: args.int("opc"),
      source: args.text("src"),
      destination: args.text("dst"),
      localNid: args.text("local_nid"),
      attributes: args.mapping("attr") ?? {},
    }),

  lustre_yaml_config: yamlFunction("config"),
  lustre_yaml_del: yamlFunction("del"),
  lustre_yaml_show: yamlFunction("show"),
  lustre_yaml_exec: yamlFunction("exec"),

  cYAML_build_tree: (session, args) => {
    session.show = buildTree(session, args.text("yaml_blk") ?? "");
    return 0;
  },

  lustre_lnet_parse_nidstr: (session, args) => parseNidstrCall(session, args.text("nidstr"), args.int("max_nids", NIDS_PER_PEER)),
  lustre_lnet_parse_nid_range: (session, args) => parseNidRangeCall(session, args.text("nidstr")),
  lustre_lnet_debug_nidlist: (session, args) => debugNidlist(session, args.text("nidstr"), args.text("match_nid")),
  lustre_lnet_free_list: () => 0,
  lustre_lnet_calc_service_id: calcServiceId,
  lustre_lnet_calc_cpt_of_nid: (session, args) => calcCptOfNid(session, args.text("nidc"), args.int("ncpts")),
  lustre_lnet_setup_mrrouting: (session) => runSetup(session, "setup-mrrouting"),
  lustre_lnet_setup_sysctl: (session) => runSetup(session, "setup-sysctl"),
};

function interfaceList(session: LibrarySession, text: string | null): number {
  const interfaces = text === null ? undefined : interfacesOf(text);
  session.values = { interfaces: interfaces ?? [] };
  return interfaces ? 0 : session.codes.BAD_PARAM;
}

/** The ranges of a rule stand in its struct, or beside it. */
function ip2netsOf(args: Arguments): { network: ReturnType<typeof ruleNetwork>; ranges: readonly string[] } {
  const inside = new Arguments(args.mapping("ip2nets") ?? {});
  return { network: ruleNetwork(args), ranges: [...inside.texts("ip_ranges"), ...args.texts("ip_ranges")] };
}

const ruleNetwork = (args: Arguments) => args.network("ip2nets") ?? NO_NETWORK;

/** union lnet_udsp_action. */
function udspPriority(action: Readonly<Record<string, unknown>> | null): number | null {
  return action === null ? null : Number(action["udsp_priority"] ?? 0);
}

/** C names, in no special order. */
export const functionNames = (): string[] => [...Object.keys(FUNCTIONS), ...Object.keys(NID_FUNCTIONS)];

/** Calls one on a session that may go on afterwards: trees that it has are added to, as the library does. */
export function callOn(session: LibrarySession, name: string, args: Readonly<Record<string, unknown>>): number {
  const { name: node, release } = session.node;
  if (functionsLacking(release).has(name))
    throw new ArgumentError(`library.function: ${name} is not in liblnetconfig of Lustre ${release}, which ${node} has`);
  const nids = Object.hasOwn(NID_FUNCTIONS, name) ? NID_FUNCTIONS[name] : undefined;
  if (nids) return nids(session, args);
  const known = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (!known) throw new ArgumentError(`library.function: ${name} is no function of liblnetconfig that the simulator has`);
  return known(session, new Arguments(args));
}

export type LibraryReply = { [key: string]: LibraryValue };
export type LibraryValue = null | boolean | number | string | LibraryValue[] | { [key: string]: LibraryValue };

/** One call by a process that has initialised the library: the reply of docs/lnetsim.md. */
export function call(node: SimulatedNode, name: string, args: Readonly<Record<string, unknown>>): LibraryReply {
  const session = new LibrarySession(node);
  try {
    const rc = callOn(session, name, args);
    const { errors, show, values, stdout, stderr } = session;
    return {
      rc,
      errors: errors ? treeText(errors) : null,
      show: show ? treeText(show) : null,
      values: Object.keys(values).length > 0 ? (values as LibraryReply) : null,
      stdout,
      stderr,
    };
  } catch (error) {
    if (error instanceof RefusedError) return { refused: error.message };
    if (error instanceof ArgumentError) return { error: error.message };
    throw error;
  }
}
