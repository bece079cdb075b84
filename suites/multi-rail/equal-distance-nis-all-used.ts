// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0220: NIs at the same distance are all used, in turn, from wherever a message comes: here two on one NUMA node, and no other.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { cptsOf, EVENLY, numaBed, onNumaNodes, PINGS, pingedFrom } from "./_numa.ts";

export const requires = onNumaNodes;

export async function run(): Promise<void> {
  const all = await numaBed([0, 1, 2, 3]);
  const cpts = await cptsOf(all.main);
  const { near } = cpts.reduce((most, cpt) => (cpt.near.length > most.near.length ? cpt : most));
  expect(near.length, "NICs on one of the NUMA nodes").toBeGreaterThanOrEqual(2);
  const places = near.map((nid) => all.main.nids.indexOf(nid));
  const { main, peer } = await numaBed(places);
  for (const cpt of cpts) {
    const seen = await pingedFrom(cpt, main, peer);
    traffic.expect(seen.sent).over(main.nids, { ...EVENLY, total: PINGS });
  }
}
