// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0210: numa_range -1 is not refused: the kernel keeps it as the largest number there is (golden/05_set), so that all NIs are equally near.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { cptsOf, EVENLY, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const { main, peer } = await numaBed([0, 1, 2, 3]);
  const [cpt] = await cptsOf(main);
  for (const road of [main.lnet.cli, main.lnet]) {
    await road.set({ numa_range: 0 });
    await road.set({ numa_range: -1 });
    expect((await road.settings()).numa_range).toBe(2 ** 32 - 1);
  }
  const seen = await pingedFrom(cpt, main, peer);
  traffic.expect(seen.sent).over(main.nids, { ...EVENLY, total: PINGS });
}
