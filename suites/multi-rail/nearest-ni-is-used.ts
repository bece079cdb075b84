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
  // Health outranks distance. Recovery pings to it are lost, so that it stays ill.
  const [ill] = cpts[0].near as [string];
  await main.lnet.fault.drop({ source: "*@tcp", destination: ill, rate: 1, healthErrors: ["local_error"] });
  await main.lnet.setHealth({ nid: ill, value: 0 });
  traffic.expect((await pingedFrom(cpts[0], main, peer)).sent).none([ill], ABOUT_NONE);
}
