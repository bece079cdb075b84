// SPDX-License-Identifier: GPL-2.0-or-later
// An NI that is added to a node, or a net, or deleted from it, is known to its peers soon, without a command on either (golden/31_discovery/001).
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { known, knowsSoon, twoNodesOfThree, whole } from "./_peers.ts";

export const requires = twoNodesOfThree;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nets: { tcp: [0] } });
  await a.lnet.discover(b.nid(0));
  const nic = (place: number): string => b.node.interfaces("tcp", 3)[place]!.name;
  const nids = async (): Promise<string[]> => [...(await b.lnet.nids())];
  const step = (name: string, change: () => Promise<void>): Promise<void> =>
    results.step(name, async () => {
      const before = await known(a);
      await change();
      const now = await nids();
      expect(before).not.toEqual([whole(b, now)]);
      await knowsSoon(a, [whole(b, now)]);
    });
  await step("NI added", () => b.lnet.addNet({ net: "tcp", interfaces: [nic(1)] }));
  // A NID on a net that this node does not have is known all the same.
  await step("net added", () => b.lnet.addNet({ net: "tcp1", interfaces: [nic(2)] }));
  await step("NI deleted", () => b.lnet.deleteNet({ net: "tcp", interfaces: [nic(1)] }));
  await step("net deleted", () => b.lnet.deleteNet({ net: "tcp1" }));
  await results.step("the other way", async () => {
    await a.lnet.addNet({ net: "tcp", interfaces: [a.node.interfaces("tcp", 3)[2]!.name] });
    await knowsSoon(b, [whole(a, await a.lnet.nids())]);
  });
}
