// SPDX-License-Identifier: GPL-2.0-or-later
// native:lnetconfig on a simulated node: arguments go there, trees and errors come back, in the dialect of the node's Lustre.

import * as lnet from "native:lnetconfig";
import { BaseTest, expect, lutf, type Requires } from "lutf";
import { execFile } from "lutf/child-process";
import { parse } from "lutf/yaml";

export const requires: Requires = { agents: 1, timeout: "5m" };

const old = lnet.generation === "2.15b";

/** What is shown is what its text says. */
async function shown<T>(reply: Promise<lnet.Reply<T>>): Promise<Record<string, Data>> {
  const { rc, show, showText, errorsText } = await reply;
  expect([rc, errorsText]).toEqual([0, expect.any(String)]);
  expect(parse(showText)).toEqual(show);
  return show as Record<string, Data>;
}

async function good(reply: Promise<lnet.Reply>): Promise<void> {
  const { rc, errorsText } = await reply;
  expect([rc, errorsText]).toEqual([0, expect.any(String)]);
}

async function modules(): Promise<void> {
  expect(await lnet.showNet()).toMatchObject({ rc: 0, show: null, loaded: false });
  expect(await lnet.showPeer()).toMatchObject({ rc: -2, loaded: false });
  await execFile("modprobe", ["lnet"]);
  expect(await lnet.showNet()).toMatchObject({ rc: -100, loaded: true });
  await good(lnet.niSystem({ up: true, seqNo: 3 }));
  expect((await shown(lnet.showNet()))["net"]).toEqual([{ "net type": "lo", "local NI(s)": [{ nid: "0@lo", status: "up" }] }]);
  expect(await lnet.showNet({ net: "tcp77" })).toMatchObject({ rc: 0, show: null, loaded: true });
}

async function nets(): Promise<void> {
  const lnd = old ? { connsPerPeer: 2 } : { connsPerPeer: 2, timeout: 33, tos: 104 };
  await good(lnet.configNi({ net: "tcp", interfaces: [{ name: "eth0", cpts: [0] }], tunables: { peerCredits: 16, credits: 128 }, lnd }));
  await good(lnet.configNi({ net: "tcp1", interfaces: "eth1", cpts: "[0]" }));
  const { net } = (await shown(lnet.showNet({ net: "tcp", detail: 1 }))) as { net: [{ "local NI(s)": [Record<string, Data>] }] };
  const [ni] = net[0]["local NI(s)"];
  expect(ni).toMatchObject({ interfaces: { 0: "eth0" }, tunables: { peer_credits: 16, credits: 128 }, CPT: "[0]" });
  expect(ni["lnd tunables"]).toMatchObject(old ? { conns_per_peer: 2 } : { conns_per_peer: 2, timeout: 33, tos: 104 });
  for (let detail = 0; detail <= 4; detail++) await shown(lnet.showNet({ detail }));
  expect(await lnet.configNi({ net: "tcp", interfaces: "eth0" })).toMatchObject({ rc: -17, errors: { add: [{ net: { errno: -17 } }] } });
  expect((await lnet.configNi({ net: "tcp2", interfaces: "nope0" })).errorsText).toContain("couldn't query intf nope0");
  expect((await lnet.parseInterfaces({ interfaces: "eth0[0,1],eth1" })).values).toEqual({ interfaces: ["eth0", "eth1"] });
  await good(lnet.configIp2nets({ net: "tcp4", ipRanges: ["10.1.1.*"], tunables: { credits: 64 } }));
  expect((await shown(lnet.showNet({ net: "tcp4" })))["net"]).toHaveLength(1);
  await good(lnet.delNi({ net: "tcp4" }));
  if (old) {
    await good(lnet.configNi({ net: "tcp5", interfaces: "eth1", connsPerPeer: 4 }));
    expect((await lnet.showNet({ net: "tcp5", detail: 1 })).showText).toContain("conns_per_peer: 4");
    await good(lnet.delNi({ net: "tcp5" }));
  }
}

async function peersAndRoutes(): Promise<void> {
  await good(lnet.modifyPeer({ primaryNid: "10.1.1.50@tcp", nids: ["10.1.1.[51-52]@tcp"], command: 3 }));
  const { peer } = (await shown(lnet.showPeer({ nid: "10.1.1.51@tcp" }))) as { peer: [{ "peer ni": Data[]; "Multi-Rail": boolean }] };
  expect([peer[0]["peer ni"].length, peer[0]["Multi-Rail"]]).toEqual([3, true]);
  for (let detail = 0; detail <= 4; detail++) await shown(lnet.showPeer({ detail }));
  await shown(lnet.listPeer());
  const sensitivity = old ? { sensitivity: 3 } : {};
  await good(lnet.configRoute({ net: "tcp9", gateway: "10.1.1.50@tcp", hop: 2, priority: 1, ...sensitivity }));
  const { route } = (await shown(lnet.showRoute({ detail: 1 }))) as { route: [Record<string, Data>] };
  expect(route[0]).toMatchObject({ net: "tcp9", hop: 2, priority: 1, ...(old ? { health_sensitivity: 3 } : {}) });
  await good(lnet.delRoute({ net: "tcp9", gateway: "10.1.1.50@tcp" }));
  await good(lnet.configRouting({ enable: 1 }));
  await shown(lnet.showRouting());
}

async function rest(): Promise<void> {
  await good(lnet.addUdsp({ src: "tcp", type: "priority", priority: 2 }));
  await good(lnet.addUdsp({ dst: "tcp1", type: "priority", priority: 5 }));
  expect(await lnet.addUdsp({ dst: "tcp1", type: "priority", priority: 5 })).toMatchObject({ rc: -114 });
  expect((await shown(lnet.showUdsp()))["udsp"]).toHaveLength(2);
  expect((await shown(lnet.showUdsp({ idx: 1 })))["udsp"]).toMatchObject([{ idx: 1, dst: "tcp1", action: { priority: 5 } }]);
  expect((await lnet.showUdsp({ idx: 9 })).show).toBe(null);
  await good(lnet.configDiscovery({ value: 0 }));
  expect(await shown(lnet.showDiscovery())).toEqual({ global: { discovery: 0 } });
  await shown(lnet.showStats());
  await shown(lnet.yamlShow({ text: "net:\n    - net type: tcp\n" }));
  await good(lnet.yamlConfig({ text: "global:\n    discovery: 1\n" }));
  expect(await shown(lnet.showDiscovery())).toEqual({ global: { discovery: 1 } });
  expect(await lnet.configResponseTracking({ value: 9 })).toMatchObject({ rc: old ? -1 : -22, rcName: "BAD_PARAM" });
}

async function nids(): Promise<void> {
  expect((await lnet.str2net({ text: "tcp3" })).values).toEqual({ net: 0x20003 });
  expect((await lnet.net2str({ net: 0x50000 })).values).toEqual({ text: "o2ib" });
  const { nid } = (await lnet.str2nid({ text: "10.1.1.1@tcp" })).values;
  expect((await lnet.nid2str({ nid })).values).toEqual({ text: "10.1.1.1@tcp" });
  expect((await lnet.parseNidstr({ text: "10.1.1.[1-3]@tcp" })).values.nids).toEqual([nid, nid + 1n, nid + 2n]);
  expect((await lnet.matchNid({ nid: "10.1.1.2@tcp", list: "10.1.1.[1-3]@tcp 1.1.1.1@tcp1" })).values).toEqual({ match: true });
  expect((await lnet.exprValues({ text: "[1-9/2]" })).values).toEqual({ numbers: [1, 3, 5, 7, 9] });
  expect((await lnet.isKnownLnd({ lnd: 99 })).values).toEqual({ known: false });
  expect((await lnet.lnd2modname({ lnd: 2 })).values).toEqual({ text: "ksocklnd" });
  if (old) {
    expect((await lnet.cptOfNid({ nid: "10.1.1.1@tcp", ncpts: 1 })).values).toEqual({ cpt: 0 });
    await expect(lnet.strnid({ text: "fd00::1@tcp" })).rejects.toBeInstanceOf(lnet.LnetUnsupported);
    await expect(lnet.configLndTimeout({ timeout: 1, netType: 2 })).rejects.toThrow(
      "configLndTimeout: Lustre 2.15b, here 2.15.8 does not have it",
    );
    return;
  }
  for (const text of ["10.1.1.1@tcp", "fd00::1@tcp2"]) {
    const { bytes } = (await lnet.strnid({ text })).values;
    expect((await lnet.nidstr({ bytes })).values).toEqual({ text });
  }
  expect((await lnet.parseNidRange({ text: "10.1.1.[1-2]@tcp,fd00::1@tcp" })).values.nids).toEqual([
    "10.1.1.1@tcp",
    "10.1.1.2@tcp",
    "fd00::1@tcp",
  ]);
  expect((await lnet.faultRule({ operation: 0, source: "*", destination: "*@tcp", attributes: { da_rate: 7 } })).rc).toBe(0);
  const { fault } = (await lnet.faultRule({ operation: 3 })).show as { fault: Record<string, Data>[] };
  expect(fault).toMatchObject([{ rule_type: "drop", da_rate: 7 }]);
  await expect(lnet.configNi({ net: "tcp", connsPerPeer: 2 })).rejects.toBeInstanceOf(lnet.LnetUnsupported);
}

async function trees(): Promise<void> {
  const { tree } = (await lnet.cyamlBuild({ text: "a:\n  - b: 1\n    c: x\nd: 7\n" })).values;
  expect((await lnet.cyamlDump({ tree })).values).toEqual({ text: "a:\n    - b: 1\n      c: x\nd: 7\n" });
  const flow = await lnet.cyamlBuild({ text: "a: [1, 2]\n" });
  expect([flow.rc, flow.values]).toEqual([-22, { tree: null }]);
  expect(flow.errorsText).toContain("Failed to handle token:10 YAML_FLOW_SEQUENCE_START_TOKEN");
  expect((await lnet.cyamlFind({ tree, key: "c" })).values).toEqual({ tree: "0\t4\tc\tx\n" });
  expect((await lnet.cyamlBuildError({ rc: -3, seqNo: 2, command: "add", entity: "x", text: '"y"' })).errorsText).toBe(
    'add:\n    - x:\n          seq_no: 2\n          errno: -3\n          descr: "y"\n',
  );
}

async function time(): Promise<void> {
  const before = (await lnet.control({ action: "now" })) as { now: number };
  const after = (await lnet.control({ action: "advance", seconds: 100 })) as { now: number };
  expect(after.now - before.now).toBeGreaterThanOrEqual(100);
  await expect(lnet.control({ action: "bogus" })).rejects.toThrow("control: the simulator answers: ");
}

export class Caller extends BaseTest {
  async all(): Promise<void> {
    expect(lnet.provider).toBe("simulated");
    for (const part of [modules, nets, peersAndRoutes, rest, nids, trees, time]) await part();
  }
}

export async function run(): Promise<void> {
  await new Caller(lutf.agents.take(1)[0]).all();
}
