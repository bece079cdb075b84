// SPDX-License-Identifier: GPL-2.0-or-later
// The simulator's messages: 8 nodes of 3 NICs, every node the client of three others; PUTs, GETs and REPLYs of lnet_selftest over all pairs of NIs.
import type { Requires, Results } from "lutf";
import { Cluster, defaultTopology } from "lutf/lnetsim";

export const requires: Requires = { timeout: "5m" };

const NODES = 8;
const MESSAGES = 100_000;

export function run(_: object, results: Results): void {
  const cluster = new Cluster(defaultTopology(NODES, 3, "2.17.0"), 1);
  const lnets = [...cluster.nodes.values()].map((node) => {
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    for (const nic of ["eth0", "eth1", "eth2"]) node.lnet!.addNi({ net: "tcp", interface: nic });
    node.modules.load("lnet_selftest");
    return node.lnet!;
  });
  const { console } = lnets[0]!.node.selftest!;
  console.newSession({ name: "bench", key: 1, timeout: 0, force: false });
  console.addGroup("all");
  console.addNodes(
    "all",
    lnets.map((_lnet, index) => `10.1.1.${index + 1}@tcp`),
  );
  const parameters = { type: "brw", write: true, check: "none", size: 4096, offset: 0 } as const;
  console.addTest({ batch: "batch", from: "all", to: "all", loop: -1, concurrency: 4, distribute: 1, span: 3, parameters });
  console.runBatch("batch");
  const sent = (): number => lnets.reduce((sum, { statistics }) => sum + statistics.send_count, 0);
  // Everybody has met everybody.
  cluster.advance(0.5);
  const before = sent();
  const start = performance.now();
  while (sent() - before < MESSAGES) cluster.advance(0.1);
  results.record("100000 messages ms", ((performance.now() - start) * MESSAGES) / (sent() - before));
}
