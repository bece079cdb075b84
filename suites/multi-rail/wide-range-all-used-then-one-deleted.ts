// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0245: with a large numa_range NIs at all distances are used; one that is deleted is not any more, and nothing is dropped for it.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ANY_DISTANCE, cptsOf, EVENLY, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const { main, peer } = await numaBed([0, 1, 2, 3]);
  const [cpt] = await cptsOf(main);
  await main.lnet.set({ numa_range: ANY_DISTANCE });
  traffic.expect((await pingedFrom(cpt, main, peer)).sent).over(main.nids, { ...EVENLY, total: PINGS });

  await main.lnet.deleteNet({ net: "tcp", interfaces: [main.nics[0]!] });
  const seen = await pingedFrom(cpt, main, peer);
  const left = main.nids.slice(1);
  traffic.expect(seen.sent).over(left, { ...EVENLY, total: PINGS });
  expect(Object.keys(seen.sent)).toEqual(left);
  traffic.expect(seen.dropped).none(left);
  expect(seen.statistics["drop_count"] ?? 0).toBe(0);
}
