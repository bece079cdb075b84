// SPDX-License-Identifier: GPL-2.0-or-later
// golden/30_multirail/facts.md: exact turns over nets, then NIs; --source pins both ends; a non-MR peer is reached at the NID named, from all NIs.
import { expect } from "lutf";
import type { Lnet } from "lutf/lnetsim";
import { lab, sentGets } from "./_cluster.ts";

function pings(lnet: Lnet, nid: string, count: number, source?: string): { local: number[]; peer: number[] } {
  const peerGets = (): number[] => lnet.peers.find(nid)!.nis.map((ni) => ni.counters.sent.get);
  const [local, peer] = [sentGets(lnet), peerGets()];
  for (let ping = 0; ping < count; ping++) expect(lnet.ping(nid, { source, timeoutMs: 1000 }).errno).toBe(0);
  return {
    local: sentGets(lnet).map((value, index) => value - local[index]!),
    peer: peerGets().map((value, index) => value - peer[index]!),
  };
}

export function run(): void {
  const { lnets } = lab(2, 3);
  const [a, b] = [lnets[0]!, lnets[1]!];
  a.discover("10.1.1.2@tcp", { force: false });
  for (const nid of ["10.1.1.2@tcp", "10.1.3.2@tcp"]) expect(pings(a, nid, 90)).toEqual({ local: [30, 30, 30], peer: [30, 30, 30] });
  expect(pings(a, "10.1.3.2@tcp", 30, "10.1.2.1@tcp")).toEqual({ local: [0, 30, 0], peer: [0, 0, 30] });

  // Two NIs on tcp, one on tcp1: nets take turns first.
  for (const lnet of [a, b]) {
    lnet.deleteNi({ net: "tcp", interface: "eth2" });
    lnet.addNi({ net: "tcp1", interface: "eth2" });
  }
  a.discover("10.1.1.2@tcp", { force: true });
  expect(pings(a, "10.1.1.2@tcp", 120)).toEqual({ local: [30, 30, 60], peer: [30, 30, 60] });

  // Not multi-rail: discovery is off there.
  const other = lab(2, 3);
  const [c, d] = [other.lnets[0]!, other.lnets[1]!];
  d.node.modules.writeParameter("lnet", "lnet_peer_discovery_disabled", "1");
  expect(c.discover("10.1.2.2@tcp", { force: false })).toMatchObject({
    multiRail: false,
    primaryNid: "10.1.2.2@tcp",
    nids: ["10.1.2.2@tcp"],
  });
  expect(c.peers.find("10.1.2.2@tcp")!.state).toBe(274);
  expect(pings(c, "10.1.2.2@tcp", 60)).toEqual({ local: [20, 20, 20], peer: [60] });
}
