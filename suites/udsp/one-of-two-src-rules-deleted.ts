// SPDX-License-Identifier: GPL-2.0-or-later
// Of two preferred NIDs one loses its rule: the other one sends all.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, oneNet, PINGS, pinged, threeNics } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await oneNet();
  const two = main.nids.slice(0, 2);
  for (const src of two) await main.lnet.addPolicy({ src });
  traffic.expect((await pinged(main, agent)).main.sent).over(two, { ...EVENLY, total: PINGS });
  await main.lnet.deletePolicy(0);
  traffic.expect((await pinged(main, agent)).main.sent).only([main.nid(1)], ABOUT_NONE);
}
