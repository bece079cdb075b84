// SPDX-License-Identifier: GPL-2.0-or-later
// lst add_test --distribute, and what happens to a test whose server goes away or whose node loses the module.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { brw, ping, runSession } from "./_selftest.ts";

export function run(): void {
  const { cluster, lnets } = lab(6, 1);
  const nid = (node: number): string => `10.1.1.${node}@tcp`;
  for (const { node } of lnets) node.modules.load("lnet_selftest");
  const received = (): number[] => lnets.map(({ statistics }) => statistics.recv_count);
  const spread = (o: { from: number[]; to: number[]; distribute: number; span: number }): number[] => {
    // Discovered before it is counted.
    runSession(lnets[0]!, { ...o, parameters: ping, loop: 1, from: o.from.map(nid), to: o.to.map(nid) });
    const before = received();
    runSession(lnets[0]!, { ...o, parameters: ping, loop: 20, from: o.from.map(nid), to: o.to.map(nid) });
    return received().map((count, index) => count - before[index]!);
  };
  // Servers get the requests of their clients and 3 of the console; 1:1, one for each two clients, two for each client.
  expect(spread({ from: [1, 2], to: [4, 5, 6], distribute: 1, span: 1 }).slice(3)).toEqual([23, 23, 3]);
  expect(spread({ from: [1, 2, 3], to: [4, 5, 6], distribute: 2, span: 1 }).slice(3)).toEqual([43, 23, 3]);
  expect(spread({ from: [1, 2], to: [4, 5, 6], distribute: 1, span: 2 }).slice(3)).toEqual([43, 23, 23]);
  expect(() => spread({ from: [1], to: [4, 5], distribute: 1, span: 3 })).toThrow("-22");
  lnets[0]!.node.selftest!.console.endSession();

  // A server without the module: nobody answers, each RPC takes its 64 seconds, and the node that runs the test counts an error.
  const { console: lst } = lnets[0]!.node.selftest!;
  lst.newSession({ name: "t", key: 1, timeout: 1000, force: false });
  for (const [name, node] of [["c", 2] as const, ["s", 4] as const]) {
    lst.addGroup(name);
    lst.addNodes(name, [nid(node)]);
  }
  lst.addTest({ batch: "batch", from: "c", to: "s", loop: 3, concurrency: 1, distribute: 1, span: 1, parameters: brw(true, 4096) });
  expect(lnets[3]!.node.modules.unload("lnet_selftest")).toBe(0);
  lst.runBatch("batch");
  const errors = (): number => lst.statistics(lst.nodesOf("c")!, 5)[0]!.reply!.bulkErrors;
  cluster.advance(63);
  expect(errors()).toBe(0);
  cluster.advance(2);
  expect(errors()).toBe(1);
  cluster.advance(130);
  expect(errors()).toBe(3);
  expect(lst.queryBatch("batch", 0, false, 5).outcomes[0]!.reply!.active).toBe(0);

  // While the module is loaded, LNet cannot go down; with it the node leaves its session.
  expect(lnets[1]!.unconfigure()).toBe(-16);
  expect(lnets[1]!.configured).toBe(true);
  expect(lnets[1]!.node.modules.unload("lnet_selftest")).toBe(0);
  expect(lnets[1]!.configured).toBe(false);
}
