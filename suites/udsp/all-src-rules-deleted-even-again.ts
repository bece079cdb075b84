// SPDX-License-Identifier: GPL-2.0-or-later
// Both preferred NIDs lose their rules: at once all three NIs share again, without a new discovery.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const two = main.nids.slice(0, 2);
  for (const src of two) await main.lnet.addPolicy({ src });
  traffic.expect((await pinged(main, agent)).main.sent).only(two, ABOUT_NONE);
  await main.lnet.deletePolicy(0);
  await main.lnet.deletePolicy(0);
  expect(await main.lnet.policies()).toEqual([]);
  // The third one, which was not used, catches up first (golden/34_udsp/014: in turn means: who was used longest ago).
  await pinged(main, agent);
  traffic.expect((await pinged(main, agent)).main.sent).over(main.nids, { ...EVENLY, total: PINGS });
}
