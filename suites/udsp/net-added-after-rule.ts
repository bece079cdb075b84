// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a net that comes later holds from when it is there (golden/34_udsp/022).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await testbed({ nodes: 2, nets: { tcp: [0, 1] }, discover: true });
  await main.lnet.addPolicy({ src: "tcp1", priority: 0 });
  traffic.expect((await pinged(main, agent)).main.sent).only(main.nids, ABOUT_NONE);
  for (const bed of [main, agent]) await bed.lnet.addNet({ net: "tcp1", interfaces: [bed.node.interfaces("tcp", 3)[2]!.name] });
  const [added] = (await main.lnet.nets({ net: "tcp1", detail: 4 }))[0]?.["local NI(s)"] ?? [];
  expect(added?.["udsp info"]?.["net priority"]).toBe(0);
  await main.lnet.discover(agent.nids[0]!, { force: true });
  const { main: seen } = await pinged(main, agent);
  expect(nidsOn(main, "tcp1")).toEqual([]);
  traffic.expect(seen.sent).only([added!.nid], ABOUT_NONE);
}
