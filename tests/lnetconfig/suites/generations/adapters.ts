// SPDX-License-Identifier: GPL-2.0-or-later
// Every function of native:lnetconfig against a library of one generation (../../library.c) that says what arrived.

import * as lnet from "native:lnetconfig";
import { expect } from "lutf";

const order = ["2.12", "2.14", "2.15a", "2.15b", "2.16", "2.17", "master"];
const here = order.indexOf(lnet.generation);
const since = (generation: string): boolean => here >= order.indexOf(generation);

type Options = { [name: string]: unknown };
const functions = lnet as unknown as Record<string, (options?: Options) => Promise<lnet.Reply<Record<string, Data>>>>;
/** What is not called by then is not tested. */
const untested = new Set(Object.keys(lnet).filter((name) => typeof functions[name] === "function" && !/^(Lnet|has$|control$)/.test(name)));

async function call(name: string, options?: Options): Promise<lnet.Reply<Record<string, Data>>> {
  untested.delete(name);
  return functions[name]!(options);
}

/** The function of the library that was called, with what it was given. */
async function called(name: string, options: Options, symbol: string, given: { [name: string]: Data }): Promise<void> {
  const { errors } = await call(name, options);
  const { called: blocks } = errors as { called: { [symbol: string]: object }[] };
  expect(Object.assign({}, ...blocks.map((block) => Object.values(block)[0]))).toEqual(given);
  expect(Object.keys(blocks[0]!)).toEqual([symbol]);
}

async function lacks(name: string, options: Options, what = name): Promise<void> {
  untested.delete(name);
  const error = (await functions[name]!(options).catch((e: unknown) => e)) as lnet.LnetUnsupported;
  expect(error).toBeInstanceOf(lnet.LnetUnsupported);
  expect(error.message).toContain(`${what}: Lustre ${lnet.generation}`);
  expect(error.function).toBe(name);
  expect(error.generation).toBe(lnet.generation);
}

async function throws(name: string, options: Options, kind: string, message: string): Promise<void> {
  await expect(functions[name]!(options)).rejects.toMatchObject({ name: kind, message: expect.stringContaining(message) });
}

/** A function or an option that came, or went, with a generation. */
async function either(
  there: boolean,
  name: string,
  options: Options,
  symbol: string,
  given: { [name: string]: Data },
  what = name,
): Promise<void> {
  expect(lnet.has(name)).toBe(there || what !== name);
  await (there ? called(name, options, symbol, given) : lacks(name, options, what));
}

async function core(): Promise<void> {
  expect((await call("libInit")).rc).toBe(0);
  await called("niSystem", { up: true }, "lustre_lnet_config_ni_system", { up: true, load_ni_from_mod: false, seq_no: -1 });
  await called("niSystem", { up: false, loadNiFromMod: true, seqNo: 4 }, "lustre_lnet_config_ni_system", {
    up: false,
    load_ni_from_mod: true,
    seq_no: 4,
  });
  expect((await call("libUninit")).rc).toBe(0);
  expect((await call("libInit")).rc).toBe(0);
  expect((await call("initNwDescr")).values).toEqual({ net: 0, interfaces: [] });
  expect((await call("parseInterfaces", { interfaces: "eth0[0,1]" })).values).toEqual({ interfaces: ["eth0"] });
  expect((await call("parseInterfaces", { interfaces: "bad" })).rc).toBe(-22);
}

async function nets(): Promise<void> {
  const cpp: { [name: string]: Data } = since("2.15a") && !since("2.16") ? { cpp: -1 } : {};
  const none = { network: null, global_cpts: null, ip2net: null, tunables: null, seq_no: -1, ...cpp };
  const symbol = "lustre_lnet_config_ni";
  await called("configNi", {}, symbol, none);
  await called("configNi", { ip2net: "tcp(eth0) 10.*.*.*" }, symbol, { ...none, ip2net: "tcp(eth0) 10.*.*.*" });
  const { network: _, ...some } = none;
  const interfaces = [
    { name: "eth0", cpts: null },
    { name: "eth1", cpts: "[0,2]" },
    { name: "eth2", cpts: "[1-3]" },
  ];
  const given = { net: "tcp3", interfaces: ["eth0", { name: "eth1", cpts: [0, 2] }, "eth2[1-3]"], cpts: [0, 1] };
  await called("configNi", given, symbol, { ...some, nw_id: 0x20003, interfaces, global_cpts: "[0,1]" });
  const common = { peer_timeout: -1, peer_tx_credits: 16, peer_rtr_credits: 0, max_tx_credits: 70000 };
  const tunables = { peerCredits: 16, peerBufferCredits: 0, credits: 70000 };
  const tcp: { [name: string]: Data } = since("2.16")
    ? { conns_per_peer: 0, timeout: 0, tos: -1 }
    : since("2.15a")
      ? { conns_per_peer: 0 }
      : {};
  await called("configNi", { net: "tcp", tunables }, symbol, { ...some, nw_id: 0x20000, interfaces: [], tunables: { ...common, ...tcp } });
  if (since("2.15a")) {
    const lnd = since("2.16") ? { connsPerPeer: 65535, timeout: 30, tos: 104 } : { connsPerPeer: 65535 };
    const read = since("2.16") ? { conns_per_peer: 65535, timeout: 30, tos: 104 } : { conns_per_peer: 65535 };
    await called("configNi", { net: "tcp", tunables, lnd }, symbol, {
      ...some,
      nw_id: 0x20000,
      interfaces: [],
      tunables: { ...common, ...read },
    });
  } else {
    await lacks("configNi", { net: "tcp", lnd: { connsPerPeer: 2 } }, "configNi with lnd.connsPerPeer");
  }
  const ib = {
    peercreditsHiw: 1,
    mapOnDemand: 2,
    concurrentSends: 3,
    fmrPoolSize: 4,
    fmrFlushTrigger: 5,
    fmrCache: 6,
    connsPerPeer: 7,
    ntx: 8,
  };
  const later: { [name: string]: Data } = since("2.16") ? { timeout: 0, tos: -1 } : {};
  const o2ib = {
    peercredits_hiw: 1,
    map_on_demand: 2,
    concurrent_sends: 3,
    fmr_pool_size: 4,
    fmr_flush_trigger: 5,
    fmr_cache: 6,
    conns_per_peer: 7,
    ntx: 8,
  };
  const allCommon = { peer_timeout: -1, peer_tx_credits: -1, peer_rtr_credits: -1, max_tx_credits: -1 };
  await called("configNi", { net: "o2ib1", lnd: ib }, symbol, {
    ...some,
    nw_id: 0x50001,
    interfaces: [],
    tunables: { ...allCommon, ...o2ib, ...later },
  });
  if (since("2.16")) {
    const kfi = { provMajorVersion: 1, authKey: 255, trafficClass: "bulk_data", ...(since("2.17") ? { timeout: 9 } : {}) };
    const read = {
      prov_major_version: 1,
      prov_minor_version: 0,
      auth_key: 255,
      traffic_class: 0,
      traffic_class_str: "bulk_data",
      ...(since("2.17") ? { kfi_timeout: 9 } : {}),
    };
    await called("configNi", { net: "kfi", lnd: kfi }, symbol, {
      ...some,
      nw_id: 0x100000,
      interfaces: [],
      tunables: { ...allCommon, ...read },
    });
  }
  if (lnet.generation === "2.15a" || lnet.generation === "2.15b") {
    await called("configNi", { connsPerPeer: 4 }, symbol, { ...none, cpp: 4 });
  } else {
    await lacks("configNi", { connsPerPeer: 4 }, "configNi with connsPerPeer");
  }
  const failed = await call("configNi", { net: "tcp", interfaces: ["eth0", "bad"] });
  expect([failed.rc, failed.errors]).toEqual([-22, { ni: [{ add: { errno: -22, descr: "bad interface list" } }] }]);
  await called("delNi", { net: "tcp", interfaces: "eth0" }, "lustre_lnet_del_ni", {
    nw_id: 0x20000,
    interfaces: [{ name: "eth0", cpts: null }],
    seq_no: -1,
  });
  await called("showNet", { net: "tcp", detail: 2, backup: true, seqNo: 1 }, "lustre_lnet_show_net", {
    nw: "tcp",
    detail: 2,
    seq_no: 1,
    backup: true,
  });
  await either(since("2.15a"), "configNiConnsPerPeer", { value: 3, nid: "1@tcp" }, "lustre_lnet_config_ni_conns_per_peer", {
    value: 3,
    all: false,
    ni_nid: "1@tcp",
    seq_no: -1,
  });
  const rule = { net: "tcp", interfaces: ["eth0[0]"], ipRanges: ["10.0.*.*", "10.1.*.*"], cpts: "[1]", seqNo: 2 };
  if (since("2.17")) {
    const read = {
      nw_id: 0x20000,
      interfaces: [{ name: "eth0", cpts: "[0]" }],
      ranges: ["10.0.*.*", "10.1.*.*"],
      global_cpts: "[1]",
      tunables: null,
      seq_no: 2,
    };
    await called("configIp2nets", rule, "lustre_lnet_config_ip2nets", read);
    expect((await call("configIp2nets", { net: "tcp", ipRanges: "bad" })).rc).toBe(-22);
  } else {
    const text = `ip2nets:
    - net-spec: tcp
      interfaces:
          0: eth0[0]
      ip-range:
          0: 10.0.*.*
          1: 10.1.*.*
      CPT: "[1]"
      seq_no: 2
`;
    await called("configIp2nets", rule, "lustre_yaml_config", { text });
  }
}

async function peers(): Promise<void> {
  const add = { primaryNid: "1@tcp", nids: ["2@tcp", "3@tcp"], command: 3, seqNo: 5 };
  if (lnet.generation === "2.12") {
    await called("modifyPeer", add, "lustre_lnet_config_peer_nid", {
      pnid: "1@tcp",
      nid: ["2@tcp", "3@tcp"],
      mr: true,
      ip2nets: false,
      seq_no: 5,
    });
    await called("modifyPeer", { primaryNid: "1@tcp", command: 4 }, "lustre_lnet_del_peer_nid", {
      pnid: "1@tcp",
      nid: [],
      ip2nets: false,
      seq_no: -1,
    });
  } else {
    const force: { [name: string]: Data } = since("2.15b") ? { force: 0 } : {};
    await called("modifyPeer", add, "lustre_lnet_modify_peer", {
      prim_nid: "1@tcp",
      nids: "2@tcp,3@tcp",
      is_mr: true,
      cmd: 3,
      ...force,
      seq_no: 5,
    });
    await called("modifyPeer", { primaryNid: "1@tcp", command: 4, multiRail: false }, "lustre_lnet_modify_peer", {
      prim_nid: "1@tcp",
      nids: null,
      is_mr: false,
      cmd: 4,
      ...force,
      seq_no: -1,
    });
  }
  const forced = { primaryNid: "1@tcp", command: 4, force: 1 };
  await either(
    since("2.15b"),
    "modifyPeer",
    forced,
    "lustre_lnet_modify_peer",
    { prim_nid: "1@tcp", nids: null, is_mr: true, cmd: 4, force: 1, seq_no: -1 },
    "modifyPeer with force",
  );
  await called("showPeer", { nid: "1@tcp", detail: 3 }, "lustre_lnet_show_peer", { knid: "1@tcp", detail: 3, seq_no: -1, backup: false });
  await called("listPeer", {}, "lustre_lnet_list_peer", { seq_no: -1 });
  await either(since("2.15b"), "setPeerState", { state: 9, nid: "1@tcp" }, "lustre_lnet_set_peer_state", {
    state: 9,
    lpni_nid: "1@tcp",
    seq_no: -1,
  });
  await either(since("2.16"), "showPeerDebugInfo", { nid: "1@tcp" }, "lustre_lnet_show_peer_debug_info", { peer_nid: "1@tcp", seq_no: -1 });
  await called("pingNid", { nids: "1@tcp" }, "lustre_lnet_ping_nid", {
    pnid: "1@tcp",
    ...(since("2.15a") ? { src_nidstr: null } : {}),
    timeout: 1000,
    seq_no: -1,
  });
  const ping = { nids: ["1@tcp", "2@tcp"], source: "9@tcp", timeout: 5 };
  await either(
    since("2.15a"),
    "pingNid",
    ping,
    "lustre_lnet_ping_nid",
    { pnid: "1@tcp,2@tcp", src_nidstr: "9@tcp", timeout: 5, seq_no: -1 },
    "pingNid with source",
  );
  await called("discoverNid", { nids: "1@tcp", force: 1 }, "lustre_lnet_discover_nid", { pnid: "1@tcp", force: 1, seq_no: -1 });
}

async function routes(): Promise<void> {
  const sen: { [name: string]: Data } = since("2.14") && !since("2.17") ? { sen: -1 } : {};
  await called("configRoute", { net: "tcp5", gateway: "1@tcp" }, "lustre_lnet_config_route", {
    nw: "tcp5",
    gw: "1@tcp",
    hops: -1,
    prio: -1,
    ...sen,
    seq_no: -1,
  });
  const route = { net: "tcp5", gateway: "1@tcp", hop: 2, priority: 3, sensitivity: 4, seqNo: 5 };
  const read = { nw: "tcp5", gw: "1@tcp", hops: 2, prio: 3, sen: 4, seq_no: 5 };
  await either(since("2.14") && !since("2.17"), "configRoute", route, "lustre_lnet_config_route", read, "configRoute with sensitivity");
  await called("delRoute", { net: "tcp5", gateway: null }, "lustre_lnet_del_route", { nw: "tcp5", gw: null, seq_no: -1 });
  await called("showRoute", { hop: 1, detail: 1 }, "lustre_lnet_show_route", {
    nw: null,
    gw: null,
    hops: 1,
    prio: -1,
    detail: 1,
    seq_no: -1,
    backup: false,
  });
  await called("configRouting", { enable: 1 }, since("2.17") ? "lustre_lnet_config_routing" : "lustre_lnet_enable_routing", {
    enable: 1,
    seq_no: -1,
  });
  await called("showRouting", { backup: true }, "lustre_lnet_show_routing", { seq_no: -1, backup: true });
  await called("configBuffers", { small: 7 }, "lustre_lnet_config_buffers", { tiny: -1, small: 7, large: -1, seq_no: -1 });
}

async function settings(): Promise<void> {
  const list: [suffix: string, name: string, there: boolean][] = [
    ["numa_range", "NumaRange", true],
    ["max_intf", "MaxIntf", true],
    ["discovery", "Discovery", true],
    ["drop_asym_route", "DropAsymRoute", true],
    ["retry_count", "RetryCount", true],
    ["transaction_to", "TransactionTo", true],
    ["hsensitivity", "Hsensitivity", true],
    ["recov_intrv", "RecovIntrv", true],
    ["rtr_sensitivity", "RtrSensitivity", since("2.14")],
    ["response_tracking", "ResponseTracking", since("2.14")],
    ["recovery_limit", "RecoveryLimit", since("2.14")],
    ["max_recovery_ping_interval", "MaxRecoveryPingInterval", since("2.16")],
  ];
  for (const [suffix, name, there] of list) {
    await either(there, `config${name}`, { value: 17, seqNo: 2 }, `lustre_lnet_config_${suffix}`, { value: 17, seq_no: 2 });
    await either(there, `show${name}`, {}, `lustre_lnet_show_${suffix}`, { seq_no: -1 });
  }
  await either(since("2.17"), "configLndTimeout", { timeout: 9, netType: 5 }, "lustre_lnet_config_lnd_timeout", {
    timeout: 9,
    net_type: 5,
    seq_no: -1,
  });
  await either(since("2.14"), "showLndTimeout", {}, "lustre_lnet_show_lnd_timeout", { seq_no: -1 });
  await called("configNiHealthv", { value: 5, all: true }, "lustre_lnet_config_ni_healthv", {
    value: 5,
    all: true,
    ni_nid: null,
    seq_no: -1,
  });
  await called("configPeerNiHealthv", { value: 5, nid: "1@tcp" }, "lustre_lnet_config_peer_ni_healthv", {
    value: 5,
    all: false,
    pni_nid: "1@tcp",
    seq_no: -1,
  });
  await called("showPeerNiRecovq", {}, "lustre_lnet_show_peer_ni_recovq", { seq_no: -1 });
  expect((await call("showLocalNiRecovq", {})).rc).toBe(-100); // returned as +100
}

async function udsp(): Promise<void> {
  const rule = { src: "tcp", type: "priority", priority: 3, seqNo: 1 };
  await either(since("2.15a"), "addUdsp", rule, "lustre_lnet_add_udsp", {
    src: "tcp",
    dst: null,
    rte: null,
    type: "priority",
    priority: 3,
    idx: -1,
    seq_no: 1,
  });
  await either(since("2.15a"), "delUdsp", { idx: -1 }, "lustre_lnet_del_udsp", { idx: 4294967295, seq_no: -1 });
  await either(since("2.15a"), "showUdsp", {}, "lustre_lnet_show_udsp", { idx: -1, seq_no: -1 });
  if (since("2.15a")) {
    expect((await call("addUdsp", rule)).rc).toBe(-114);
    expect((await call("showUdsp", { idx: 1 })).show).toEqual({ udsp: [{ idx: 1 }] });
    expect((await call("showUdsp", { idx: 7 })).show).toBe(null);
  }
}

async function yaml(): Promise<void> {
  for (const [name, symbol] of [
    ["yamlConfig", "config"],
    ["yamlDel", "del"],
    ["yamlShow", "show"],
    ["yamlExec", "exec"],
  ]) {
    const text = "net:\n    - net type: tcp\n";
    await called(name!, { text }, `lustre_yaml_${symbol}`, { text });
  }
  expect((await call("yamlShow", { text: "x: 1" })).show).toEqual({ shown: [{ function: "lustre_yaml_show" }] });
}

async function host(): Promise<void> {
  if (since("2.14")) expect((await call("serviceId")).values).toEqual({ serviceId: 0xdb03060100000000n });
  else await lacks("serviceId", {});
  await either(since("2.15a"), "setupMrrouting", {}, "lustre_lnet_setup_mrrouting", {});
  await either(since("2.16"), "setupSysctl", {}, "lustre_lnet_setup_sysctl", {});
  if (since("2.15a") && !since("2.16")) expect((await call("cptOfNid", { nid: "1@tcp", ncpts: 4 })).values).toEqual({ cpt: 3 });
  else await lacks("cptOfNid", { nid: "1@tcp", ncpts: 4 });
  if (since("2.16")) {
    expect(await call("netlinkConfigure", { flags: 0x400 })).toMatchObject({ rc: -16, values: { message: "busy" } });
    const { show } = await call("faultRule", { operation: 4, source: "*", attributes: { fa_msg_mask: 2, la_rate: 3, la_latency: 9 } });
    expect(show).toEqual({ fault: [{ opc: 4, src: "*", dst: "-", local: "-", mask: 2, rate: 3, health: 0, latency: 9 }] });
    await throws("faultRule", { operation: 0, attributes: { da_rate: 1, la_rate: 1 } }, "TypeError", "both drop and delay");
  } else {
    await lacks("netlinkConfigure", { flags: 0 });
    await lacks("faultRule", { operation: 3 });
  }
}

async function nids(): Promise<void> {
  const values = async (name: string, options: Options): Promise<Data> => (await call(name, options)).values;
  expect(await values("str2net", { text: "tcp7" })).toEqual({ net: 0x20007 });
  expect(await values("net2str", { net: 0x20007 })).toEqual({ text: "<2:7>" });
  expect(await values("str2nid", { text: "9@tcp" })).toEqual({ nid: 0x2000000000009n });
  expect(await values("nid2str", { nid: "562949953421321" })).toEqual({ text: "9@131072" });
  expect(await call("str2anynid", { text: "*" })).toMatchObject({ rc: 0, values: { nid: 2n ** 64n - 1n } });
  expect((await call("str2anynid", { text: "x" })).rc).toBe(-22);
  expect(await values("isKnownLnd", { lnd: 2 })).toEqual({ known: true });
  expect(await values("lnd2str", { lnd: 5 })).toEqual({ text: "lnd5" });
  expect(await values("str2lnd", { text: "x" })).toEqual({ lnd: -1 });
  expect(await values("lnd2modname", { lnd: 2 })).toEqual({ text: "ksocklnd" });
  expect(await values("lnd2modname", { lnd: 3 })).toEqual({ text: null });
  if (since("2.14")) {
    expect(await values("parseNidstr", { text: "x", max: 77 })).toEqual({ nids: [77n], message: "" });
    expect(await call("parseNidstr", { text: "bad" })).toMatchObject({ rc: -22, values: { nids: [], message: "cannot parse it" } });
  } else {
    expect(await values("parseNidstr", { text: "1@tcp 2@tcp" })).toEqual({ nids: [0x2000000000001n, 0x2000000000002n], message: "" });
  }
  if (since("2.16")) {
    const { bytes } = (await values("strnid", { text: "9@tcp" })) as { bytes: Uint8Array };
    expect([...bytes].slice(0, 8)).toEqual([0, 2, 0, 0, 0, 0, 0, 9]);
    expect(await values("nidstr", { bytes })).toEqual({ text: "9@tcp" });
    expect(await values("parseNidRange", { text: "1@tcp,2@tcp" })).toEqual({ nids: ["1@tcp", "2@tcp"], message: "" });
    expect(await call("parseNidRange", { text: "bad" })).toMatchObject({ rc: -22, values: { message: "Unable to parse nidlist" } });
  } else {
    for (const name of ["strnid", "parseNidRange"]) await lacks(name, { text: "x" });
    await lacks("nidstr", {});
  }
  expect(await values("matchNid", { nid: "9@tcp", list: "9" })).toEqual({ match: true });
  expect(await values("matchNid", { nid: "9@tcp", list: "8" })).toEqual({ match: false });
  expect((await call("matchNid", { nid: "9@tcp", list: "bad" })).rc).toBe(-22);
  expect((await call("exprParse", { text: "[1]" })).rc).toBe(0);
  expect((await call("exprParse", { text: "1" })).rc).toBe(-22);
  expect(await values("exprValues", { text: "[5]", max: 9 })).toEqual({ numbers: [5, 10] });
}

async function trees(): Promise<void> {
  const { values } = await call("cyamlFromJs", { value: { list: [{ a: 1, b: "x\ty" }], n: 5e9 } });
  const tree = values["tree"] as string;
  expect(tree).toBe("0\t6\t\t\n1\t5\tlist\t\n2\t6\t\t\n3\t3\ta\t1\n3\t4\tb\tx\\ty\n1\t3\tn\t5000000000\n");
  expect((await call("cyamlDump", { tree })).values).toEqual({ text: "list:\n    - a: 1\n      b: x\ty\nn: 5000000000\n" });
  expect((await call("cyamlIsSequence", { tree })).values).toEqual({ sequence: false });
  expect((await call("cyamlFind", { tree, key: "n" })).values).toEqual({ tree: "0\t3\tn\t5000000000\n" });
  expect((await call("cyamlFree", { tree })).rc).toBe(0);
  expect((await call("cyamlToJs", { tree })).show).toEqual({ list: [{ a: 1, b: "x\ty" }], n: 5e9 });
  expect((await call("cyamlWalk", { tree })).values["nodes"]).toHaveLength(6);
  expect((await call("cyamlBuild", { text: "a: 1" })).values).toEqual({ tree: "0\t6\t\t\n1\t4\ttext\ta: 1\n" });
  expect((await call("cyamlBuild", { text: "" })).rc).toBe(-22);
  for (const bad of [
    "1\t6\t\t\n",
    "0\t9\t\t\n",
    "0\t3\t\tx\n",
    "0\t4\tk\ta\\x\n",
    "0\t6\t\t\n2\t4\tk\tv\n",
    "0 6\n",
    "0\t4\tk\tv\n1\t4\tk\tv\n",
  ]) {
    expect((await call("cyamlToJs", { tree: bad })).rc).toBe(-22);
  }
  expect((await call("cyamlBuildError", { rc: -5, command: "add", entity: "x", text: "why", seqNo: 3 })).errors).toEqual({
    called: [{ x: { errno: -5, seq_no: 3, cmd: "add", descr: "why" } }],
  });
}

/** What the reply makes of what came back (§2.6, §2.7, §0.9). */
async function replies(): Promise<void> {
  const { show, showText, rcName, loaded } = await call("showNet", { detail: 1 });
  const ni = (nid: string) => ({ nid, "lnd tunables": null, statistics: { send_count: 5e9 }, CPT: "[0,1]", up: true });
  expect(show).toEqual({
    net: [
      { "net type": "lo", "local NI(s)": [ni("0@lo")] },
      { "net type": "tcp", "local NI(s)": [ni("10.0.0.1@tcp")] },
    ],
  });
  expect(showText.split("\n").slice(0, 9)).toEqual([
    "net:",
    "    - net type: lo",
    "      local NI(s):",
    "        - nid: 0@lo",
    "          lnd tunables:",
    "          statistics:",
    "              send_count: 5000000000",
    '          CPT: "[0,1]"',
    "          up: True",
  ]);
  expect([rcName, loaded]).toEqual(["OK", true]);
  expect(await call("showNet", { detail: 4 })).toMatchObject({ rc: 0, show: null, showText: "", loaded: false });
  expect(await call("delNi", { net: "tcp" })).toMatchObject({ rc: -2, loaded: false });
  if (since("2.15a")) expect(await call("resetStats")).toMatchObject({ rc: -5, rcName: since("2.16") ? null : "GENERIC" });
  else await lacks("resetStats", {});
  expect((await call("showStats")).rc).toBe(-2);
}

async function refusals(): Promise<void> {
  await throws("configNi", { net: "tcp65536" }, "LnetRefused", 'net "tcp65536": its number is over 65535');
  await throws("configNi", { net: "tcp", interfaces: ["eth0[*]"] }, "LnetRefused", 'CPTs "[*]"');
  await throws("configNi", { net: "tcp", cpts: "*" }, "LnetRefused", 'CPTs "*"');
  await throws("configNi", { net: "tcp", cpts: "[0-70000]" }, "LnetRefused", "this is over 65535");
  await throws("yamlConfig", { text: 'net:\n    - net type: tcp\n      CPT: "[*]"\n' }, "LnetRefused", "for ever");
  await throws("yamlConfig", { text: "net:\n    - interfaces:\n          0: eth0[*]\n" }, "LnetRefused", "for ever");
  await throws("exprValues", { text: "[*]" }, "LnetRefused", "for ever");
  await throws("exprValues", { text: "[1]", max: 4294967295 }, "LnetRefused", "max is over 65535");
  await throws("pingNid", { nids: "10.0.0.1@o2ib99999" }, "LnetRefused", "o2ib99999");
  expect((await call("configRoute", { net: "tcp5", gateway: "10.0.[0-3].*@tcp" })).rc).toBe(0);
  await throws("showNet", { netz: "tcp" }, "TypeError", "showNet: netz is no option of it");
  await throws("showNet", { net: 3 }, "TypeError", "showNet: net is not a string");
  await throws("showNet", { net: "a\0b" }, "TypeError", "showNet: net has a NUL character");
  await throws("showNet", { detail: 1.5 }, "TypeError", "showNet: detail is not a whole number from -2147483648 to 2147483647");
  await throws("niSystem", {}, "TypeError", "niSystem: up is missing");
  await throws("niSystem", { up: 1 }, "TypeError", "niSystem: up is neither true nor false");
  await throws("configNi", { net: "tcp", tunables: { credit: 1 } }, "TypeError", "configNi: tunables.credit is no tunable");
  await throws("configNi", { net: "tcp", lnd: { ntx: 1 } }, "TypeError", "configNi: lnd.ntx is no tunable of this LND");
  await throws("configNi", { lnd: { ntx: 1 } }, "TypeError", "configNi: lnd needs a net");
  await expect(lnet.control({ action: "now" })).rejects.toThrow("LNet is not simulated here");
}

export async function run(): Promise<void> {
  expect(lnet.provider).toBe("real");
  for (const part of [core, nets, peers, routes, settings, udsp, yaml, host, nids, trees, replies, refusals]) await part();
  expect([...untested]).toEqual([]);
}
