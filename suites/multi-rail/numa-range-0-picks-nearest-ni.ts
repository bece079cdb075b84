// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0195: with numa_range 0 messages leave over the NIs that are nearest to their memory, which share them; others send none.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, cptsOf, EVENLY, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const { main, peer } = await numaBed([0, 1, 2, 3]);
  for (const cpt of await cptsOf(main)) {
    const seen = await pingedFrom(cpt, main, peer);
    traffic
      .expect(seen.sent)
      .over(cpt.near, { ...EVENLY, total: PINGS })
      .only(cpt.near, ABOUT_NONE);
  }
}
