// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0230: of NIs at different distances the nearest sends all, although it has all the load, while its health is the best; an ill one is left for one that is far.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, cptsOf, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const all = await numaBed([0, 1, 2, 3]);
  const cpts = await cptsOf(all.main);
  // One NIC on each NUMA node.
  const { main, peer } = await numaBed(cpts.map(({ near }) => all.main.nids.indexOf(near[0]!)));
  for (const cpt of cpts) {
    const [nearest] = cpt.near as [string];
    traffic
      .expect((await pingedFrom(cpt, main, peer)).sent)
      .over([nearest], { tolerance: 0.1, total: PINGS })
      .only([nearest], ABOUT_NONE);
  }
  // Health outranks distance. What is set by hand is won back by the sensitivity with each message.
  await main.lnet.set({ health_sensitivity: 1 });
  const [ill, far] = cpts.map(({ near }) => near[0]!) as [string, string];
  await main.lnet.setHealth({ nid: ill, value: 500 });
  const seen = await pingedFrom(cpts[0], main, peer);
  traffic.expect(seen.sent).none([ill], { atMost: 5 });
  if (cpts.length === 2) traffic.expect(seen.sent).over([far], { tolerance: 0.2, total: PINGS });
}
