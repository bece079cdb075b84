// SPDX-License-Identifier: GPL-2.0-or-later
// Nodes that are restarted together have a clock of their own: what waits on others does not make their time pass, and messages between them go as ever.
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet } from "lutf/lnetsim";

export async function run(): Promise<void> {
  const cluster = new Cluster(defaultTopology(4, 1, "2.17.0"), 1);
  const [one, two, three, four] = [...cluster.nodes.keys()] as [string, string, string, string];
  const up = (name: string): Lnet => {
    const node = cluster.node(name);
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
    node.lnet!.addNi({ net: "tcp", interface: "eth0" });
    return node.lnet!;
  };
  await cluster.pass(50);
  for (const names of [
    [one, two],
    [three, four],
  ])
    cluster.restart(names);
  const [a, b, c] = [one, two, three, four].map(up) as [Lnet, Lnet, Lnet, Lnet];
  expect(a.clock).toBe(b.clock);
  expect(a.clock).not.toBe(c.clock);
  // Time goes on from where it was.
  expect(c.clock.now).toBeGreaterThanOrEqual(150);
  const [before, elsewhere] = [a.clock.now, c.clock.now];
  await cluster.pass(3600, cluster.clockOf([one]));
  expect(a.clock.now).toBeCloseTo(before + 3600, 3);
  expect(b.clock.now).toBe(a.clock.now);
  expect(c.clock.now).toBe(elsewhere);
  expect(a.ping("10.1.1.2@tcp", { timeoutMs: 1000 })).toMatchObject({ errno: 0 });
  expect(c.clock.now).toBe(elsewhere);
  expect(c.ping("10.1.1.4@tcp", { timeoutMs: 1000 })).toMatchObject({ errno: 0 });
  // A later group begins after both.
  cluster.restart([three, four]);
  expect(up(three).clock.now).toBeGreaterThanOrEqual(before + 3600);
}
