// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0235: an NI that is added nearer to the memory than those there are takes the traffic from them.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, cptsOf, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const all = await numaBed([0, 1, 2, 3]);
  const [here, far] = await cptsOf(all.main);
  const places = far.near.map((nid) => all.main.nids.indexOf(nid));
  const { main, peer } = await numaBed(places);
  traffic.expect((await pingedFrom(here, main, peer)).sent).over(main.nids, { tolerance: 0.2, total: PINGS });

  const nearer = here.near[0]!;
  await main.lnet.addNet({ net: "tcp", interfaces: [all.main.nics[all.main.nids.indexOf(nearer)]!] });
  traffic
    .expect((await pingedFrom(here, main, peer)).sent)
    .over([nearer], { tolerance: 0.1, total: PINGS })
    .only([nearer], ABOUT_NONE);
}
