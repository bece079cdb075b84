// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a net that there is not is kept, and both nets go on sharing what is sent.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { EVENLY, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: "tcp2" });
  expect(await main.lnet.policies()).toEqual([{ idx: 0, src: "tcp2", action: { priority: 0 } }]);
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).over(main.nids, { ...EVENLY, weights: [1, 1, 2], total: PINGS });
}
