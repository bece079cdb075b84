// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0225: "dev cpt" of an NI is the CPT that has the NUMA node of its device, as /sys tells it; the CPTs an NI is bound to do not change it.
import { expect } from "lutf";
import { cptsOf, numaBed, onNumaNodes } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const { main } = await numaBed([0, 1, 2, 3]);
  const cpts = await cptsOf(main);
  const nodeOf = async (path: string): Promise<number> => Number((await main.node.exec(["cat", path])).stdout);
  for (const [place, nic] of main.nics.entries()) {
    const numaNode = await nodeOf(`/sys/class/net/${nic}/device/numa_node`);
    // CPTs are the NUMA nodes, in order.
    const cpt = cpts.find(({ near }) => near.includes(main.nids[place]!))?.cpt;
    expect(cpt, `${nic} is on NUMA node ${numaNode}`).toBe(numaNode);
  }
  const other = cpts[1].cpt;
  await main.lnet.addNet({ net: "tcp1", interfaces: [main.nics[0]!], cpts: [other] });
  const [net] = await main.lnet.nets({ net: "tcp1", detail: 1 });
  expect(net!["local NI(s)"]).toMatchObject([{ CPT: `[${other}]`, "dev cpt": cpts[0].cpt }]);
}
