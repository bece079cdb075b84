// SPDX-License-Identifier: GPL-2.0-or-later
// liblnetconfig as one table: the source of the C glue, the types, the simulator's client library and the check against a
// Lustre tree. Facts: lnetconfig-api.md §1 (signatures), §3 (meaning, ranges, blocks), §2.5 (structs).
import {
  type Argument,
  all,
  between,
  type Generation,
  type Kind,
  type LibraryFunction,
  type LibraryStruct,
  type LibrarySymbol,
  since,
  type Tunable,
  until,
} from "./table.ts";

function argument(kind: Kind, c: string, js: string, doc: string, missing?: number | null, where?: readonly Generation[]): Argument {
  return { kind, c, js, doc, ...(missing === undefined ? {} : { missing }), ...(where ? { in: where } : {}) };
}
/** Texts may be left out: the library says what it misses. */
function text(c: string, js: string, doc: string, where?: readonly Generation[]): Argument {
  return argument("text", c, js, doc, null, where);
}
function int(c: string, js: string, doc: string, missing?: number, where?: readonly Generation[]): Argument {
  return argument("int", c, js, doc, missing, where);
}
function bool(c: string, js: string, doc: string, missing?: number): Argument {
  return argument("bool", c, js, doc, missing);
}

const seq = argument("seq", "seq_no", "seqNo", "echoed in the result block; -1: none", -1);
const show = argument("show", "show_rc", "", "", null);
const err = argument("err", "err_rc", "", "", null);
const network = (c: string): Argument => argument("network", c, "net", "", null);
const cpts = argument("cpts", "global_cpts", "cpts", 'CPTs of all interfaces: an expression such as "[0,2-3]", or numbers', null);
const tunables = argument("tunables", "tunables", "tunables", "", null);
const detail = (most: number): Argument => int("detail", "detail", `how much to show, 0 to ${most}`, 0);
const backup = bool("backup", "backup", "only what an import needs", 0);
const all_ = bool("all", "all", "all of them, whatever nid says", 0);

type Extra = Omit<Partial<LibraryFunction>, "js" | "c" | "in" | "arguments" | "block" | "doc">;
function fn(
  js: string,
  c: string,
  where: readonly Generation[],
  block: string | null,
  doc: string,
  list: readonly Argument[],
  extra: Extra = {},
): LibraryFunction {
  return { js, c, in: where, block, doc, arguments: list, ...extra };
}
/** A global setting, written as a module parameter (§3.11). */
function setting(suffix: string, js: string, c: string, block: string, doc: string, where = all): LibraryFunction {
  return fn(js, `lustre_lnet_config_${suffix}`, where, `add/${block}`, doc, [int(c, "value", doc), seq, err]);
}
function showSetting(suffix: string, js: string, where = all): LibraryFunction {
  return fn(js, `lustre_lnet_show_${suffix}`, where, "show/global", "The setting, under `global`.", [seq, show, err]);
}
const nid = argument("nid", "nid", "nid", "the number of a 4-byte NID: bigint, or decimal text");

/** §6.1, in its order. */
export const functions: readonly LibraryFunction[] = [
  // ---- core ----
  fn("libInit", "lustre_lnet_config_lib_init", all, null, "Registers the device /dev/lnet. Done by itself before the first call.", []),
  fn("libUninit", "lustre_lnet_config_lib_uninit", all, null, "Closes the device.", [], { returnsVoid: true }),
  fn("niSystem", "lustre_lnet_config_ni_system", all, "configure/lnet", "Brings LNet up or down. The block of down is unconfigure/lnet.", [
    bool("up", "up", "up, or down"),
    bool("load_ni_from_mod", "loadNiFromMod", "also start what the module parameters networks, ip2nets and routes say", 0),
    seq,
    err,
  ]),
  fn("configNi", "lustre_lnet_config_ni", all, "add/net", "Adds interfaces to a net. Stops at the first that fails; those before stay.", [
    network("nw_descr"),
    cpts,
    text("ip2net", "ip2net", "legacy rule, instead of net: less than 128 characters"),
    tunables,
    argument(
      "long",
      "cpp",
      "connsPerPeer",
      "connections for each peer, tcp and o2ib; -1: as the driver says",
      -1,
      between("2.15a", "2.15b"),
    ),
    seq,
    err,
  ]),
  fn("delNi", "lustre_lnet_del_ni", all, "del/net", "Deletes interfaces of a net, or the net. rc is that of the last interface.", [
    network("nw"),
    seq,
    err,
  ]),
  fn(
    "showNet",
    "lustre_lnet_show_net",
    all,
    "show/net",
    "Nets and their NIs. Large NIDs are not in it.",
    [text("nw", "net", "one net; all if left out"), detail(4), seq, show, err, backup],
    { silentWithoutModule: true },
  ),
  fn("initNwDescr", "lustre_lnet_init_nw_descr", all, null, "Makes an empty network descriptor. Used by what takes a net.", [], {
    uses: ["init_nw_descr"],
    values: { net: "number", interfaces: "string[]" },
  }),
  fn(
    "parseInterfaces",
    "lustre_lnet_parse_interfaces",
    all,
    null,
    "Parses interfaces as configNi does.",
    [text("intf_str", "interfaces", 'comma separated, each with or without CPTs: "eth0[0,1],eth1"')],
    { uses: ["init_nw_descr", "parse_interfaces"], values: { interfaces: "string[]" } },
  ),
  fn("configRoute", "lustre_lnet_config_route", all, "add/route", "Adds a route. A route that exists is no error.", [
    text("nw", "net", "remote net"),
    text("gw", "gateway", "NID of the gateway, a range or a comma list: 128 at most"),
    int("hops", "hop", "1 to 255; -1: undefined", -1),
    int("prio", "priority", "0 is the highest; -1: 0", -1),
    int("sen", "sensitivity", "health sensitivity, 1 or greater; -1: 1", -1, between("2.14", "2.16")),
    seq,
    err,
  ]),
  fn("delRoute", "lustre_lnet_del_route", all, "del/route", "Deletes a route.", [
    text("nw", "net", "remote net"),
    text("gw", "gateway", "any NID of the gateway"),
    seq,
    err,
  ]),
  fn(
    "showRoute",
    "lustre_lnet_show_route",
    all,
    "show/route",
    "Routes that match; their order is random.",
    [
      text("nw", "net", "remote net"),
      text("gw", "gateway", "NID of the gateway"),
      int("hops", "hop", "0 to 256; -1: any", -1),
      int("prio", "priority", "-1: any", -1),
      detail(1),
      seq,
      show,
      err,
      backup,
    ],
    { silentWithoutModule: true },
  ),
  fn(
    "modifyPeer",
    "lustre_lnet_modify_peer",
    all,
    "add/peer_ni",
    "Adds or deletes a peer or NIDs of it. A failure has a second block, peer/add or peer/del.",
    [
      text("prim_nid", "primaryNid", "primary NID"),
      argument("nids", "nids", "nids", "NIDs, ranges: 128 at most; none: the peer itself", null),
      bool("is_mr", "multiRail", "Multi-Rail", 1),
      int("cmd", "command", "3 adds, 4 deletes (LNETCTL_ADD_CMD, LNETCTL_DEL_CMD)"),
      int("force", "force", "add: 1 locks the primary NID; delete: 1 deletes although it is locked", 0, since("2.15b")),
      seq,
      err,
    ],
    {
      uses: [
        "modify_peer|modify_peer_forced|config_peer_nid",
        "modify_peer|modify_peer_forced|del_peer_nid",
        "modify_peer|modify_peer_forced|parse_nids",
      ],
    },
  ),
  fn("showPeer", "lustre_lnet_show_peer", all, "show/peer", "Peers and their NIs.", [
    text("knid", "nid", "any NID of one peer; all if left out"),
    detail(4),
    seq,
    show,
    err,
    backup,
  ]),
  fn("listPeer", "lustre_lnet_list_peer", all, "show/peer", "Primary NIDs, under `peer list`.", [seq, show, err]),
  ...(["Config", "Del", "Show", "Exec"] as const).map((what) =>
    fn(
      `yaml${what}`,
      `lustre_yaml_${what.toLowerCase()}`,
      all,
      "yaml/builder",
      "Block style only. Blocks are those of the functions it calls.",
      [text("f", "text", "YAML"), ...(what === "Show" || what === "Exec" ? [show] : []), err],
      { uses: [`yaml_${what.toLowerCase()}_path|yaml_${what.toLowerCase()}_text`] },
    ),
  ),
  // ---- routing ----
  fn(
    "configRouting",
    "lustre_lnet_config_routing",
    all,
    "add/routing",
    "Enables or disables routing. The block of disabling is del/routing.",
    [int("enable", "enable", "not 0: enable"), seq, err],
    { formerly: { c: "lustre_lnet_enable_routing", in: until("2.16") } },
  ),
  fn(
    "showRouting",
    "lustre_lnet_show_routing",
    all,
    "show/routing",
    "State of routing and its buffers; nothing if it was never enabled.",
    [seq, show, err, backup],
    { silentWithoutModule: true },
  ),
  fn("configBuffers", "lustre_lnet_config_buffers", all, "add/buf", "Router buffers of the node. Ignored unless routing is on.", [
    int("tiny", "tiny", "number; 0: the default; -1: leave", -1),
    int("small", "small", "number; 0: the default; -1: leave", -1),
    int("large", "large", "number; 0: the default; -1: leave", -1),
    seq,
    err,
  ]),
  // ---- global settings ----
  setting("numa_range", "configNumaRange", "range", "numa_range", "distance within which NUMA nodes count as near"),
  setting("max_intf", "configMaxIntf", "max", "max_interfaces", "most interfaces of a node; under 16 becomes 200"),
  setting("discovery", "configDiscovery", "enable", "discovery", "peer discovery: 0 or 1"),
  setting("drop_asym_route", "configDropAsymRoute", "drop", "drop_asym_route", "drop what comes by another route than ours: 0 or 1"),
  setting("retry_count", "configRetryCount", "count", "retry_count", "resends of a message; at most the transaction timeout"),
  setting("transaction_to", "configTransactionTo", "timeout", "transaction_timeout", "seconds; more than the retry count"),
  setting(
    "hsensitivity",
    "configHsensitivity",
    "sen",
    "health_sensitivity",
    "health lost with each failure, 0 to 1000; 0 sets the retry count to 0",
  ),
  setting("recov_intrv", "configRecovIntrv", "intrv", "recovery_interval", "ignored since it is deprecated"),
  setting("rtr_sensitivity", "configRtrSensitivity", "sen", "router_sensitivity", "per cent, 0 to 100", since("2.14")),
  setting("response_tracking", "configResponseTracking", "count", "response_tracking", "0 to 3", since("2.14")),
  setting("recovery_limit", "configRecoveryLimit", "val", "recovery_limit", "seconds; 0: for ever", since("2.14")),
  setting(
    "max_recovery_ping_interval",
    "configMaxRecoveryPingInterval",
    "interval",
    "maximum recovery ping interval",
    "seconds, more than 0",
    since("2.16"),
  ),
  fn("configLndTimeout", "lustre_lnet_config_lnd_timeout", since("2.17"), "set/lnd_timeout", "Timeout of an LND.", [
    int("timeout", "timeout", "seconds"),
    argument("uint", "net_type", "netType", "number of a net of that LND, its type in the upper 16 bits (golden/11_clib): 0x20000 tcp"),
    seq,
    err,
  ]),
  showSetting("numa_range", "showNumaRange"),
  showSetting("max_intf", "showMaxIntf"),
  showSetting("discovery", "showDiscovery"),
  showSetting("drop_asym_route", "showDropAsymRoute"),
  showSetting("retry_count", "showRetryCount"),
  showSetting("transaction_to", "showTransactionTo"),
  showSetting("hsensitivity", "showHsensitivity"),
  showSetting("recov_intrv", "showRecovIntrv"),
  showSetting("rtr_sensitivity", "showRtrSensitivity", since("2.14")),
  showSetting("lnd_timeout", "showLndTimeout", since("2.14")),
  showSetting("response_tracking", "showResponseTracking", since("2.14")),
  showSetting("recovery_limit", "showRecoveryLimit", since("2.14")),
  showSetting("max_recovery_ping_interval", "showMaxRecoveryPingInterval", since("2.16")),
  // ---- health ----
  fn("configNiHealthv", "lustre_lnet_config_ni_healthv", all, "add/ni healthv", "Sets the health of NIs. An unknown NID is no error.", [
    int("value", "value", "0 to 1000; anything else is 1000"),
    all_,
    text("ni_nid", "nid", "NID of the NI"),
    seq,
    err,
  ]),
  fn(
    "configPeerNiHealthv",
    "lustre_lnet_config_peer_ni_healthv",
    all,
    "add/peer_ni healthv",
    "Sets the health of NIs of peers. An unknown NID is no error.",
    [int("value", "value", "0 to 1000; anything else is 1000"), all_, text("pni_nid", "nid", "NID of the NI"), seq, err],
  ),
  fn("showLocalNiRecovq", "lustre_lnet_show_local_ni_recovq", all, "show/local NI recovery", "NIs in recovery: a mapping, 128 at most.", [
    seq,
    show,
    err,
  ]),
  fn(
    "showPeerNiRecovq",
    "lustre_lnet_show_peer_ni_recovq",
    all,
    "show/peer NI recovery",
    "NIs of peers in recovery: a mapping, 128 at most.",
    [seq, show, err],
  ),
  fn(
    "configNiConnsPerPeer",
    "lustre_lnet_config_ni_conns_per_peer",
    since("2.15a"),
    "add/ni conns_per_peer",
    "Connections for each peer of tcp and o2ib NIs. An unknown NID is no error.",
    [int("value", "value", "0 to 127"), all_, text("ni_nid", "nid", "NID of the NI"), seq, err],
  ),
  // ---- statistics, UDSP, traffic, peers ----
  fn("showStats", "lustre_lnet_show_stats", all, "show/statistics", "Counters of the node.", [seq, show, err]),
  fn("resetStats", "lustre_lnet_reset_stats", since("2.15a"), "show/statistics", "Zeroes them; those of NIs and peers stay.", [seq, err]),
  fn("addUdsp", "lustre_lnet_add_udsp", since("2.15a"), "add/udsp", "Adds a rule, or gives an equal one another priority.", [
    text("src", "src", "local NIDs or net"),
    text("dst", "dst", "remote NIDs or net"),
    text("rte", "rte", "NIDs of gateways"),
    text("type", "type", '"priority" or "pref"'),
    argument("action", "action", "priority", "0 is the highest; left out: none", null),
    int("idx", "idx", "place; -1: at the end", -1),
    seq,
    err,
  ]),
  fn("delUdsp", "lustre_lnet_del_udsp", since("2.15a"), "add/udsp", "Deletes a rule.", [
    argument("uint", "idx", "idx", "place; -1: all"),
    seq,
    err,
  ]),
  fn(
    "showUdsp",
    "lustre_lnet_show_udsp",
    since("2.15a"),
    "show/udsp",
    "Rules. A single one is picked here: asked for one, the library crashes.",
    [int("idx", "idx", "place; -1: all", -1), seq, show, err],
    { uses: ["show_udsp"], silentWithoutModule: true },
  ),
  fn(
    "pingNid",
    "lustre_lnet_ping_nid",
    all,
    "manage/ping",
    "Pings. rc is 0 if one answers; each that does not has a block with errno -22.",
    [
      argument("nids", "pnid", "nids", "NIDs, up to 200", null),
      text("src_nidstr", "source", "NID to ping from", since("2.15a")),
      int("timeout", "timeout", "ms; not in 1 to 180000: 180 s", 1000),
      seq,
      show,
      err,
    ],
  ),
  fn("discoverNid", "lustre_lnet_discover_nid", all, "manage/discover", "Discovers peers; as pingNid.", [
    argument("nids", "pnid", "nids", "NIDs, up to 200", null),
    int("force", "force", "1: also peers that are up to date", 0),
    seq,
    show,
    err,
  ]),
  fn("setPeerState", "lustre_lnet_set_peer_state", since("2.15b"), "add/peer state", "Overwrites the state bits of a peer.", [
    int("state", "state", "mask (§3.16)"),
    text("lpni_nid", "nid", "primary NID"),
    seq,
    err,
  ]),
  fn("showPeerDebugInfo", "lustre_lnet_show_peer_debug_info", since("2.16"), "debug/peer", "Has the kernel log what it knows of a peer.", [
    text("peer_nid", "nid", "NID"),
    seq,
    err,
  ]),
  // ---- ip2nets, host ----
  fn(
    "configIp2nets",
    "lustre_lnet_config_ip2nets",
    all,
    "add/ip2nets",
    "Adds interfaces by address; before 2.17 by way of YAML.",
    [
      network("ip2nets"),
      argument("strings", "ip_ranges", "ipRanges", 'patterns such as "10.0.*.*", since 2.17 also IPv6 with a prefix', null),
      tunables,
      cpts,
      seq,
      err,
    ],
    { uses: ["config_ip2nets|yaml_config_path|yaml_config_text", "add_ip_range|yaml_config_path|yaml_config_text"] },
  ),
  fn("serviceId", "lustre_lnet_calc_service_id", since("2.14"), null, "Service id of o2iblnd.", [], {
    uses: ["calc_service_id"],
    values: { serviceId: "bigint" },
  }),
  fn(
    "setupMrrouting",
    "lustre_lnet_setup_mrrouting",
    since("2.15a"),
    "manage/setup-mrrouting",
    "Runs the script that sets up routing of Multi-Rail.",
    [err],
  ),
  fn("setupSysctl", "lustre_lnet_setup_sysctl", since("2.16"), "manage/setup-sysctl", "Runs the script that sets sysctl values.", [err]),
  fn(
    "cptOfNid",
    "lustre_lnet_calc_cpt_of_nid",
    between("2.15a", "2.15b"),
    null,
    "The CPT of a NID; elsewhere lnetctl has it.",
    [text("nidc", "nid", "NID"), argument("long", "ncpts", "ncpts", "number of CPTs")],
    { uses: ["calc_cpt_of_nid"], values: { cpt: "number" } },
  ),
  // ---- NIDs and expressions (§3.15) ----
  fn(
    "str2net",
    "libcfs_str2net",
    all,
    null,
    "Net as a number; 4294967295 if it is none. Numbers over 65535 are refused: they would spill into the type.",
    [text("str", "text", "net")],
    { uses: ["str2net"], values: { net: "number" } },
  ),
  fn("net2str", "libcfs_net2str_r", all, null, "Net as text.", [argument("uint", "net", "net", "number")], {
    uses: ["net2str_r"],
    values: { text: "string" },
  }),
  fn("str2nid", "libcfs_str2nid", all, null, "NID of four bytes as a number; 2^64-1 if it is none.", [text("str", "text", "NID")], {
    uses: ["str2nid"],
    values: { nid: "bigint" },
  }),
  fn("nid2str", "libcfs_nid2str_r", all, null, "NID as text.", [nid], { uses: ["nid2str_r"], values: { text: "string" } }),
  fn("strnid", "libcfs_strnid", since("2.16"), null, "NID of any size as struct lnet_nid.", [text("str", "text", "NID")], {
    uses: ["strnid"],
    values: { bytes: "Uint8Array" },
  }),
  fn("nidstr", "libcfs_nidstr_r", since("2.16"), null, "struct lnet_nid as text.", [argument("bytes", "nid", "bytes", "20 bytes")], {
    uses: ["nidstr_r"],
    values: { text: "string" },
  }),
  fn("str2anynid", "libcfs_str2anynid", all, null, 'As str2nid, and "*". rc 0, or -22 if it is none.', [text("str", "text", "NID")], {
    uses: ["str2anynid"],
    values: { nid: "bigint" },
  }),
  fn("isKnownLnd", "libcfs_isknown_lnd", all, null, "Whether a number is that of an LND.", [argument("uint", "lnd", "lnd", "number")], {
    uses: ["isknown_lnd"],
    values: { known: "boolean" },
  }),
  fn("lnd2str", "libcfs_lnd2str_r", all, null, "Name of an LND.", [argument("uint", "lnd", "lnd", "number")], {
    uses: ["lnd2str_r"],
    values: { text: "string" },
  }),
  fn("str2lnd", "libcfs_str2lnd", all, null, "Number of an LND; -1 if it is none.", [text("str", "text", "name")], {
    uses: ["str2lnd"],
    values: { lnd: "number" },
  }),
  fn(
    "lnd2modname",
    "libcfs_lnd2modname",
    all,
    null,
    "Kernel module of an LND; null if it is none.",
    [argument("uint", "lnd", "lnd", "number")],
    {
      uses: ["lnd2modname"],
      values: { text: "string | null" },
    },
  ),
  fn(
    "parseNidstr",
    "lustre_lnet_parse_nidstr",
    all,
    null,
    "Expands NIDs and ranges. rc is negative if that fails.",
    [text("nidstr", "text", "NIDs and ranges, with spaces between"), int("max_nids", "max", "1 to 128", 128)],
    { uses: ["parse_nidstr|parse_nids"], values: { nids: "bigint[]", message: "string" } },
  ),
  fn(
    "parseNidRange",
    "lustre_lnet_parse_nid_range",
    since("2.16"),
    null,
    "Expands NIDs and ranges, IPv6 too, to texts.",
    [text("nidstr", "text", "NIDs and ranges, with spaces or commas between")],
    { uses: ["parse_nid_range", "free_list"], values: { nids: "string[]", message: "string" } },
  ),
  fn(
    "matchNid",
    "cfs_match_nid",
    all,
    null,
    "Whether a NID is in a list. rc is -22 if the list is none.",
    [text("nid", "nid", "NID"), text("list", "list", "NIDs and ranges, with spaces between")],
    { uses: ["parse_nidlist", "free_nidlist", "match_nid4|match_nid|match_nid_const", "str2nid|strnid"], values: { match: "boolean" } },
  ),
  fn(
    "exprParse",
    "cfs_expr_list_parse",
    all,
    null,
    "Whether a text is an expression, such as of CPTs: rc 0 or -22.",
    [
      text("str", "text", 'expression: "[0-6/2,9]"'),
      argument("uint", "min", "min", "least value", 0),
      argument("uint", "max", "max", "greatest value", 65535),
    ],
    { uses: ["expr_list_parse", "expr_list_free"] },
  ),
  fn(
    "exprValues",
    "cfs_expr_list_values",
    all,
    null,
    "The numbers of an expression.",
    [
      text("str", "text", 'expression: "[0-6/2,9]"'),
      argument("uint", "min", "min", "least value", 0),
      argument("uint", "max", "max", "greatest value, up to 65535: the library counts up to it", 65535),
    ],
    { uses: ["expr_list_parse", "expr_list_free", "expr_list_values"], values: { numbers: "number[]" } },
  ),
  // ---- netlink ----
  fn(
    "netlinkConfigure",
    "yaml_lnet_configure",
    since("2.16"),
    null,
    "Brings LNet up or down by netlink.",
    [int("flags", "flags", "0: down; 0x400: up, with 0x200: not the module parameters', with 0x800: large NIDs")],
    { uses: ["yaml_lnet_configure"], values: { message: "string" } },
  ),
  fn(
    "faultRule",
    "yaml_lnet_fault_rule",
    since("2.16"),
    null,
    "Adds, deletes, resets or lists rules that drop or delay messages.",
    [
      argument("uint", "opc", "operation", "drop: 0 add, 1 del, 2 reset, 3 list; delay: 4 add, 5 del, 6 reset, 7 list"),
      text("src", "source", "NID, *@net or *"),
      text("dst", "destination", "NID, *@net or *"),
      text("local_nid", "localNid", "NID"),
      argument(
        "fault",
        "attr",
        "attributes",
        "by their C names: fa_ptl_mask, fa_msg_mask, da_rate, da_interval, da_health_error_mask, da_random, da_drop_all, la_rate, la_interval, la_latency",
        null,
      ),
    ],
    { uses: ["yaml_lnet_fault_rule"] },
  ),
  // ---- cYAML: trees as text, one line a node in pre-order, "DEPTH TYPE KEY VALUE" with tabs between ----
  fn("cyamlBuild", "cYAML_build_tree", all, "yaml/builder", "Parses YAML.", [text("yaml_blk", "text", "YAML, in block style")], {
    uses: ["build_tree"],
    values: { tree: "string | null" },
  }),
  fn("cyamlDump", "cYAML_dump", all, null, "A tree as it is printed.", [text("tree", "tree", "tree")], {
    uses: ["dump|print_tree2file"],
    values: { text: "string | null" },
  }),
  fn("cyamlFree", "cYAML_free_tree", all, null, "Builds a tree and frees it.", [text("tree", "tree", "tree")], { uses: ["free_tree"] }),
  fn("cyamlIsSequence", "cYAML_is_sequence", all, null, "Whether the root is a sequence.", [text("tree", "tree", "tree")], {
    uses: ["is_sequence"],
    values: { sequence: "boolean" },
  }),
  fn("cyamlWalk", "", all, null, "The nodes of a tree in pre-order.", [text("tree", "tree", "tree")], {
    uses: [],
    values: { nodes: "{ depth: number; type: number; key: string | null; value: string | number | null }[]" },
  }),
  fn(
    "cyamlFind",
    "cYAML_find_object",
    all,
    null,
    "The node of a key, wherever it is.",
    [text("tree", "tree", "tree"), text("key", "key", "key")],
    {
      uses: ["find_object"],
      values: { tree: "string | null" },
    },
  ),
  fn("cyamlToJs", "", all, null, "A tree as `show` and `errors` of a reply are made: in `show`.", [text("tree", "tree", "tree")], {
    uses: [],
  }),
  fn(
    "cyamlFromJs",
    "",
    all,
    null,
    "Data as a tree.",
    [argument("data", "value", "value", "mappings, sequences, texts, numbers, booleans, null")],
    {
      uses: [],
      values: { tree: "string" },
    },
  ),
  fn(
    "cyamlBuildError",
    "cYAML_build_error",
    all,
    null,
    "A result block, in `errors`.",
    [
      int("rc", "rc", "its errno"),
      seq,
      text("cmd", "command", "command"),
      text("entity", "entity", "entity"),
      text("err_str", "text", "description"),
    ],
    { uses: ["build_error"] },
  ),
];

function symbol(name: string, c: string, result: string, parameters: string, where = all): LibrarySymbol {
  return { name, c, result, parameters, in: where };
}
/** What C by hand calls (§1, §1.3). */
export const symbols: readonly LibrarySymbol[] = [
  symbol("init_nw_descr", "lustre_lnet_init_nw_descr", "void", "struct lnet_dlc_network_descr *nw_descr"),
  symbol("parse_interfaces", "lustre_lnet_parse_interfaces", "int", "char *intf_str, struct lnet_dlc_network_descr *nw_descr"),
  symbol(
    "modify_peer",
    "lustre_lnet_modify_peer",
    "int",
    "char *prim_nid, char *nids, bool is_mr, int cmd, int seq_no, struct cYAML **err_rc",
    between("2.14", "2.15a"),
  ),
  symbol(
    "modify_peer_forced",
    "lustre_lnet_modify_peer",
    "int",
    "char *prim_nid, char *nids, bool is_mr, int cmd, int force, int seq_no, struct cYAML **err_rc",
    since("2.15b"),
  ),
  symbol(
    "config_peer_nid",
    "lustre_lnet_config_peer_nid",
    "int",
    "char *pnid, char **nid, int num_nids, bool mr, bool ip2nets, int seq_no, struct cYAML **err_rc",
    until("2.12"),
  ),
  symbol(
    "del_peer_nid",
    "lustre_lnet_del_peer_nid",
    "int",
    "char *pnid, char **nid, int num_nids, bool ip2nets, int seq_no, struct cYAML **err_rc",
    until("2.12"),
  ),
  symbol("parse_nids", "lustre_lnet_parse_nids", "int", "char *nids, char **array, int size, char ***out_array", until("2.12")),
  ...["config", "del"].flatMap((what) => [
    symbol(`yaml_${what}_path`, `lustre_yaml_${what}`, "int", "char *f, struct cYAML **err_rc", until("2.15b")),
    symbol(`yaml_${what}_text`, `lustre_yaml_${what}`, "int", "char *f, int len, struct cYAML **err_rc", since("2.16")),
  ]),
  ...["show", "exec"].flatMap((what) => [
    symbol(`yaml_${what}_path`, `lustre_yaml_${what}`, "int", "char *f, struct cYAML **show_rc, struct cYAML **err_rc", until("2.15b")),
    symbol(
      `yaml_${what}_text`,
      `lustre_yaml_${what}`,
      "int",
      "char *f, int len, struct cYAML **show_rc, struct cYAML **err_rc",
      since("2.16"),
    ),
  ]),
  symbol("show_udsp", "lustre_lnet_show_udsp", "int", "int idx, int seq_no, struct cYAML **show_rc, struct cYAML **err_rc", since("2.15a")),
  symbol(
    "config_ip2nets",
    "lustre_lnet_config_ip2nets",
    "int",
    "struct lustre_lnet_ip2nets *ip2nets, struct lnet_ioctl_config_lnd_tunables *tunables, struct cfs_expr_list *global_cpts, int seq_no, struct cYAML **err_rc",
    since("2.17"),
  ),
  symbol("add_ip_range", "lustre_lnet_add_ip_range", "int", "struct list_head *list, char *str_ip_range", since("2.17")),
  symbol("calc_service_id", "lustre_lnet_calc_service_id", "int", "__u64 *service_id", since("2.14")),
  symbol("calc_cpt_of_nid", "lustre_lnet_calc_cpt_of_nid", "int", "char *nidc, long int ncpts", between("2.15a", "2.15b")),
  symbol("str2net", "libcfs_str2net", "__u32", "const char *str"),
  symbol("net2str_r", "libcfs_net2str_r", "char *", "__u32 net, char *buf, size_t buf_size"),
  symbol("str2nid", "libcfs_str2nid", "lnet_nid_t", "const char *str"),
  symbol("nid2str_r", "libcfs_nid2str_r", "char *", "lnet_nid_t nid, char *buf, size_t buf_size"),
  symbol("strnid", "libcfs_strnid", "int", "struct lnet_nid *nid, const char *str", since("2.16")),
  symbol("nidstr_r", "libcfs_nidstr_r", "char *", "const struct lnet_nid *nid, char *buf, size_t buf_size", since("2.16")),
  symbol("str2anynid", "libcfs_str2anynid", "int", "lnet_nid_t *nid, const char *str"),
  symbol("isknown_lnd", "libcfs_isknown_lnd", "int", "__u32 lnd"),
  symbol("lnd2str_r", "libcfs_lnd2str_r", "char *", "__u32 lnd, char *buf, size_t buf_size"),
  symbol("str2lnd", "libcfs_str2lnd", "int", "const char *str"),
  symbol("lnd2modname", "libcfs_lnd2modname", "char *", "__u32 lnd"),
  symbol(
    "parse_nidstr",
    "lustre_lnet_parse_nidstr",
    "int",
    "char *nidstr, lnet_nid_t *lnet_nidlist, int max_nids, char *err_str",
    since("2.14"),
  ),
  symbol(
    "parse_nid_range",
    "lustre_lnet_parse_nid_range",
    "int",
    "struct nid_node *head, char *nidstr, const char **errmsg",
    since("2.16"),
  ),
  symbol("free_list", "lustre_lnet_free_list", "void", "struct nid_node *head", since("2.16")),
  symbol("parse_nidlist", "cfs_parse_nidlist", "int", "char *str, int len, struct list_head *list"),
  symbol("free_nidlist", "cfs_free_nidlist", "void", "struct list_head *list"),
  symbol("match_nid4", "cfs_match_nid", "int", "lnet_nid_t nid, struct list_head *list", until("2.15b")),
  symbol("match_nid", "cfs_match_nid", "int", "struct lnet_nid *nid, struct list_head *list", between("2.16", "2.16")),
  symbol("match_nid_const", "cfs_match_nid", "int", "const struct lnet_nid *nid, struct list_head *list", since("2.17")),
  symbol("expr_list_parse", "cfs_expr_list_parse", "int", "char *str, int len, unsigned min, unsigned max, struct cfs_expr_list **elpp"),
  symbol("expr_list_values", "cfs_expr_list_values", "int", "struct cfs_expr_list *expr_list, int max, __u32 **valpp"),
  symbol("expr_list_free", "cfs_expr_list_free", "void", "struct cfs_expr_list *expr_list"),
  symbol("yaml_lnet_configure", "yaml_lnet_configure", "int", "int flags, const char **msg", since("2.16")),
  symbol(
    "yaml_lnet_fault_rule",
    "yaml_lnet_fault_rule",
    "int",
    "yaml_document_t *results, __u32 opc, char *src, char *dst, char *local_nid, struct lnet_fault_attr *attr",
    since("2.16"),
  ),
  symbol(
    "build_tree",
    "cYAML_build_tree",
    "struct cYAML *",
    "char *yaml_file, const char *yaml_blk, size_t yaml_blk_size, struct cYAML **err_str, bool debug",
  ),
  symbol("print_tree2file", "cYAML_print_tree2file", "void", "FILE *f, struct cYAML *node"),
  symbol("dump", "cYAML_dump", "void", "struct cYAML *node, char **buf", since("2.14")),
  symbol("free_tree", "cYAML_free_tree", "void", "struct cYAML *node"),
  symbol("is_sequence", "cYAML_is_sequence", "bool", "struct cYAML *node"),
  symbol("find_object", "cYAML_find_object", "struct cYAML *", "struct cYAML *root, const char *key"),
  symbol("create_object", "cYAML_create_object", "struct cYAML *", "struct cYAML *parent, char *key"),
  symbol("create_seq", "cYAML_create_seq", "struct cYAML *", "struct cYAML *parent, char *key"),
  symbol("create_seq_item", "cYAML_create_seq_item", "struct cYAML *", "struct cYAML *seq"),
  symbol("create_string", "cYAML_create_string", "struct cYAML *", "struct cYAML *parent, char *key, char *value"),
  symbol("create_number", "cYAML_create_number", "struct cYAML *", "struct cYAML *parent, char *key, double value"),
  symbol("build_error", "cYAML_build_error", "void", "int rc, int seq_no, char *cmd, char *entity, char *err_str, struct cYAML **root"),
];

function tunable(
  lnd: string | null,
  js: string,
  field: string,
  offset: number,
  size: 2 | 4 | 128,
  where: readonly Generation[],
  doc: string,
  signed = false,
  missing = 0,
): Tunable {
  const union = { tcp: "lnd_sock", o2ib: "lnd_o2ib", kfi: "lnd_kfi", gni: "lnd_gni", efa: "lnd_efa" }[lnd ?? ""];
  const path = union ? `lt_tun.lnd_tun_u.${union}.lnd_${field}` : `lt_cmn.lct_${field}`;
  return { lnd, js, c: field, field: path, offset, size, signed, missing, in: where, doc };
}
/** struct lnet_ioctl_config_lnd_tunables (§2.5). Named by the YAML keys that show them. */
export const tunables_: readonly Tunable[] = [
  tunable(null, "peerTimeout", "peer_timeout", 4, 4, all, "s; -1: as the driver says", true, -1),
  tunable(null, "peerCredits", "peer_tx_credits", 8, 4, all, "-1: as the driver says", true, -1),
  tunable(null, "peerBufferCredits", "peer_rtr_credits", 12, 4, all, "-1: as the driver says", true, -1),
  tunable(null, "credits", "max_tx_credits", 16, 4, all, "-1: as the driver says", true, -1),
  tunable("tcp", "connsPerPeer", "conns_per_peer", 24, 2, since("2.15a"), "0: by the speed"),
  tunable("tcp", "timeout", "timeout", 28, 4, since("2.16"), "s; 0: as the driver says"),
  tunable("tcp", "tos", "tos", 32, 2, since("2.16"), "-1 to 255; -1: none", true, -1),
  tunable("o2ib", "peercreditsHiw", "peercredits_hiw", 24, 4, all, "0: half of the credits"),
  tunable("o2ib", "mapOnDemand", "map_on_demand", 28, 4, all, "0: the default"),
  tunable("o2ib", "concurrentSends", "concurrent_sends", 32, 4, all, "0: the default"),
  tunable("o2ib", "fmrPoolSize", "fmr_pool_size", 36, 4, all, "0: the default"),
  tunable("o2ib", "fmrFlushTrigger", "fmr_flush_trigger", 40, 4, all, "0: the default"),
  tunable("o2ib", "fmrCache", "fmr_cache", 44, 4, all, "0: the default"),
  tunable("o2ib", "connsPerPeer", "conns_per_peer", 48, 2, all, "0: the default"),
  tunable("o2ib", "ntx", "ntx", 50, 2, all, "0: the default"),
  tunable("o2ib", "timeout", "timeout", 52, 4, since("2.16"), "s; 0: the default"),
  tunable("o2ib", "tos", "tos", 56, 2, since("2.16"), "-1 to 255; -1: none", true, -1),
  tunable("kfi", "provMajorVersion", "prov_major_version", 24, 4, since("2.16"), ""),
  tunable("kfi", "provMinorVersion", "prov_minor_version", 28, 4, since("2.16"), ""),
  tunable("kfi", "authKey", "auth_key", 32, 4, since("2.16"), ""),
  tunable(
    "kfi",
    "trafficClass",
    "traffic_class_str",
    36,
    128,
    since("2.16"),
    "best_effort, low_latency, dedicated_access, bulk_data, scavenger or network_ctrl",
  ),
  tunable("kfi", "trafficClassNum", "traffic_class", 164, 4, since("2.16"), ""),
  tunable("kfi", "timeout", "timeout", 168, 4, since("2.17"), "s"),
  tunable("gni", "timeout", "timeout", 24, 4, since("2.16"), "s"),
  tunable("efa", "nqps", "nqps", 24, 4, since("2.17"), ""),
];

/** Structs whose layout the C by hand relies on (§2.5, §2.6). */
export const structs: readonly LibraryStruct[] = [
  {
    c: "struct lnet_dlc_network_descr",
    in: all,
    size: 40,
    fields: [
      { c: "network_on_rule", offset: 0, size: 16 },
      { c: "nw_id", offset: 16, size: 4 },
      { c: "nw_intflist", offset: 24, size: 16 },
    ],
  },
  {
    c: "struct lnet_dlc_intf_descr",
    in: all,
    size: { "2.12": 40, "2.14": 40, "2.15a": 40, "2.15b": 40, "2.16": 152, "2.17": 152, master: 152 },
    fields: [
      { c: "intf_on_network", offset: 0, size: 16 },
      { c: "intf_name", offset: 16, size: { "2.12": 16, "2.14": 16, "2.15a": 16, "2.15b": 16, "2.16": 128, "2.17": 128, master: 128 } },
      { c: "cpt_expr", offset: { "2.12": 32, "2.14": 32, "2.15a": 32, "2.15b": 32, "2.16": 144, "2.17": 144, master: 144 }, size: 8 },
    ],
  },
  {
    c: "struct lnet_ioctl_config_lnd_tunables",
    in: all,
    size: { "2.12": 52, "2.14": 52, "2.15a": 52, "2.15b": 52, "2.16": 168, "2.17": 172, master: 172 },
    fields: tunables_.map((t) => ({ c: t.field, offset: t.offset, size: t.size, in: t.in })),
  },
  {
    c: "struct cYAML",
    in: all,
    size: 72,
    fields: [
      { c: "cy_next", offset: 0, size: 8 },
      { c: "cy_prev", offset: 8, size: 8 },
      { c: "cy_child", offset: 16, size: 8 },
      { c: "cy_type", offset: 24, size: 4 },
      { c: "cy_valuestring", offset: 32, size: 8 },
      { c: "cy_valueint", offset: 40, size: 8 },
      { c: "cy_valuedouble", offset: 48, size: 8 },
      { c: "cy_string", offset: 56, size: 8 },
      { c: "cy_user_data", offset: 64, size: 8 },
    ],
  },
  {
    c: "struct lustre_lnet_ip2nets",
    in: since("2.17"),
    size: 56,
    fields: [
      { c: "ip2nets_net", offset: 0, size: 40 },
      { c: "ip2nets_ip_ranges", offset: 40, size: 16 },
    ],
  },
  {
    c: "struct nid_node",
    in: since("2.16"),
    size: 288,
    fields: [
      { c: "nidstr", offset: 0, size: 256 },
      { c: "children", offset: 256, size: 16 },
      { c: "list", offset: 272, size: 16 },
    ],
  },
  {
    c: "struct lnet_nid",
    in: since("2.16"),
    size: 20,
    fields: [
      { c: "nid_size", offset: 0, size: 1 },
      { c: "nid_type", offset: 1, size: 1 },
      { c: "nid_num", offset: 2, size: 2 },
      { c: "nid_addr", offset: 4, size: 16 },
    ],
  },
  {
    c: "struct lnet_fault_attr",
    in: since("2.16"),
    size: 104,
    fields: [
      { c: "fa_ptl_mask", offset: 24, size: 8 },
      { c: "fa_msg_mask", offset: 32, size: 4 },
      { c: "u.drop.da_rate", offset: 40, size: 4 },
      { c: "u.drop.da_interval", offset: 44, size: 4 },
      { c: "u.drop.da_health_error_mask", offset: 48, size: 4 },
      { c: "u.delay.la_rate", offset: 40, size: 4 },
      { c: "u.delay.la_interval", offset: 44, size: 4 },
      { c: "u.delay.la_latency", offset: 48, size: 4 },
    ],
  },
];
