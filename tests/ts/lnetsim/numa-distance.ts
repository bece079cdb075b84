// SPDX-License-Identifier: GPL-2.0-or-later
// On two CPTs a message leaves from the NIs that are nearest to its memory, before credits and turn; within numa_range all are equally near.
import { expect } from "lutf";
import { Cluster, defaultTopology, type Lnet } from "lutf/lnetsim";
import { sentGets } from "./_cluster.ts";

function start(parameters: readonly string[]): { lnet: Lnet; sent: (cpu: number) => number[] } {
  const cluster = new Cluster(defaultTopology(2, 4, "2.17.0"), 1);
  const [lnet] = [...cluster.nodes.values()].map((node) => {
    expect(node.modules.load("libcfs", parameters)).toBe(0);
    node.modules.load("lnet");
    const one = node.lnet!;
    one.configure({ fromModuleParameters: false, large: false });
    for (let nic = 0; nic < 4; nic++) one.addNi({ net: "tcp", interface: `eth${nic}` });
    return one;
  });
  lnet!.discover("10.1.1.2@tcp", { force: false });
  const sent = (cpu: number): number[] => {
    const before = sentGets(lnet!);
    lnet!.node.callerCpu = cpu;
    for (let count = 0; count < 40; count++) lnet!.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
    return sentGets(lnet!).map((count, index) => count - before[index]!);
  };
  return { lnet: lnet!, sent };
}

export function run(): void {
  for (const parameters of [["cpu_npartitions=2"], ["cpu_pattern=N"], ["cpu_pattern=0[0,1] 1[2-3]"], ["cpu_pattern=N 0[0] 1[1]"]]) {
    const { lnet, sent } = start(parameters);
    expect(lnet.allNis().map(({ deviceCpt }) => deviceCpt)).toEqual([0, 0, 0, 1, 1]);
    expect(sent(0)).toEqual([20, 20, 0, 0]);
    expect(sent(3)).toEqual([0, 0, 20, 20]);
    // Health and priority go before distance.
    lnet.setNiHealth("10.1.3.1@tcp", 500);
    lnet.faults.add({
      kind: "drop",
      source: "10.1.3.1@tcp",
      destination: "*",
      localNid: "*",
      portals: 0n,
      messages: 0,
      rate: 1,
      interval: 0,
      latency: 0,
      healthErrors: 0,
      random: false,
      dropAll: false,
    });
    expect(sent(3)).toEqual([0, 0, 0, 40]);
    lnet.faults.clear();
    lnet.node.cluster.advance(30);
    lnet.setNumaRange(20);
    expect(sent(3)).toEqual([10, 10, 10, 10]);
  }
  // One CPT: no distances, wherever a process runs.
  const { lnet, sent } = start([]);
  expect(lnet.allNis().map(({ deviceCpt }) => deviceCpt)).toEqual([0, 0, 0, 0, 0]);
  expect(sent(3)).toEqual([10, 10, 10, 10]);
  // What cannot be made of 4 CPUs.
  for (const wrong of ["cpu_npartitions=5", "cpu_pattern=0[0,4]", "cpu_pattern=0[0] 1[0]", "cpu_pattern=C", "cpu_pattern=1[0]"]) {
    const node = new Cluster(defaultTopology(1, 1, "2.17.0"), 1).node("agent1");
    node.modules.load("libcfs", [wrong]);
    expect(node.modules.load("lnet"), wrong).toBe(-22);
    expect(node.modules.isLoaded("lnet")).toBe(false);
  }
}
