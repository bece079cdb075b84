// SPDX-License-Identifier: GPL-2.0-or-later
// `del --all` with rules of several kinds: the list is empty and both nets share again at once, without a new discovery (golden/34_udsp/014).
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: "tcp" });
  await main.lnet.addPolicy({ src: main.nid(0) });
  await main.lnet.addPolicy({ dst: agent.nid(1), priority: 2 });
  await main.lnet.addPolicy({ src: main.nid(0), dst: agent.nid(0) });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).only([main.nid(0)], ABOUT_NONE);
  traffic.expect(seen.toPeer).only([agent.nid(1)], ABOUT_NONE);

  await main.lnet.deletePolicy("all");
  expect(await main.lnet.policies()).toEqual([]);
  // NIs that were not used before their time was come catch up.
  await pinged(main, agent);
  await pinged(main, agent);
  const { main: after } = await pinged(main, agent);
  traffic.expect(after.sent).over(main.nids, { tolerance: 0.3, weights: [1, 1, 2], total: PINGS });
}
