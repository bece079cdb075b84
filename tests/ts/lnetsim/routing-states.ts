// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §3.10, golden/32_routing/facts.md "Enabling": 2.17 takes its time, 2.15 does not.
import { expect } from "lutf";
import { Cluster, parseTopology } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(1, 1);
  const lnet = lnets[0]!;
  const { routing } = lnet;
  expect(lnet.setBuffers(1024, -1, -1)).toBe(0);
  expect([routing.state, routing.everEnabled, routing.buffers]).toEqual([0, false, { tiny: 0, small: 0, large: 0 }]);
  expect(lnet.setRouting(true)).toBe(0);
  expect([routing.state, routing.buffers]).toEqual([3, { tiny: 2048, small: 16384, large: 1024 }]);
  cluster.advance(109);
  expect(routing.state).toBe(3);
  cluster.advance(2);
  expect(routing.state).toBe(1);
  // More at once, fewer not while they lie idle, too many not at all.
  lnet.setBuffers(4096, 8192, -1);
  expect(routing.buffers).toEqual({ tiny: 4096, small: 16384, large: 1024 });
  expect(lnet.setBuffers(-1, -1, 100_000_000)).toBe(-12);
  expect(routing.buffers.large).toBe(1024);
  expect(lnet.setRouting(false)).toBe(0);
  expect([routing.state, lnet.setRouting(true)]).toEqual([2, -16]);
  cluster.advance(331);
  expect(routing.state).toBe(0);

  const old = lab(1, 1, "2.15.8").lnets[0]!;
  old.setRouting(true);
  expect(old.routing.state).toBe(1);
  old.setRouting(false);
  expect(old.routing.state).toBe(0);

  // A node with less memory cannot have the buffers of the default, only those that it asks for (32_routing/topology.txt, 030).
  const [node] = parseTopology("nodes: [{memory: 800}]", "t.yaml").nodes;
  const small = new Cluster({ nodes: [node!] }, 1).nodes.get("agent1")!;
  small.modules.load("lnet");
  small.lnet!.configure({ fromModuleParameters: false, large: false });
  expect(small.lnet!.setRouting(true)).toBe(-12);
  expect(small.modules.writeParameter("lnet", "large_router_buffers", "64")).toBe(0);
  expect(small.lnet!.setRouting(true)).toBe(0);
}
