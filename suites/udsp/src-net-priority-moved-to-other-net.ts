// SPDX-License-Identifier: GPL-2.0-or-later
// The rule is deleted and another one prefers the other net: all messages move there, whichever net the pinged NID is on.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  for (const net of ["tcp", "tcp1"]) {
    expect(await main.lnet.policies()).toEqual([]);
    await main.lnet.addPolicy({ src: net });
    const { main: seen } = await pinged(main, agent);
    traffic.expect(seen.sent).only(nidsOn(main, net), ABOUT_NONE);
    expect(seen.statistics["send_count"]).toBeGreaterThanOrEqual(PINGS);
    await main.lnet.deletePolicy(0);
  }
}
