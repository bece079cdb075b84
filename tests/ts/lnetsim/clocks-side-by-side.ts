// SPDX-License-Identifier: GPL-2.0-or-later
// Nodes that are restarted together have a clock of their own: what waits on others does not make their time pass, and messages between them go as ever.
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet } from "lutf/lnetsim";
import { shell } from "./_shell.ts";

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
  // What runs on a node waits on its clock: sleep, and lst between its samples.
  for (const { node } of [a, b]) node.modules.load("lnet_selftest");
  const [begin, run] = [a.clock.now, shell(a)];
  await run("sleep 100");
  await run("lst new_session t");
  await run("lst add_group s 10.1.1.2@tcp");
  expect(await run("timeout 10 lst stat --delay 4 --rate s")).toMatch(/^(\[LNet Rates of s\]\n.*\n.*\n){2}exit 124\n$/);
  expect(a.clock.now).toBeCloseTo(begin + 110, 1);
  expect(c.clock.now).toBeCloseTo(elsewhere, 1);
  // A later group begins after both.
  cluster.restart([three, four]);
  expect(up(three).clock.now).toBeGreaterThanOrEqual(before + 3600);
}
