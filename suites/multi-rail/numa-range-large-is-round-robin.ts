// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0205: with a numa_range above every distance all NIs are equally near, and take turns; with 0 again they are not.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, ANY_DISTANCE, cptsOf, EVENLY, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const { main, peer } = await numaBed([0, 1, 2, 3]);
  const [cpt] = await cptsOf(main);
  await main.lnet.set({ numa_range: ANY_DISTANCE });
  const wide = await pingedFrom(cpt, main, peer);
  traffic.expect(wide.sent).over(main.nids, { ...EVENLY, total: PINGS });
  await main.lnet.set({ numa_range: 0 });
  const narrow = await pingedFrom(cpt, main, peer);
  traffic.expect(narrow.sent).only(cpt.near, ABOUT_NONE);
}
