// SPDX-License-Identifier: GPL-2.0-or-later
// When the preferred net goes, no ping is lost and the other net takes all; when it comes back, the rule still holds for it.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, nidsOn, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  const tcp1 = main.nid(0, "tcp1");
  await main.lnet.addPolicy({ src: "tcp1" });
  traffic.expect((await pinged(main, agent)).main.sent).only([tcp1], ABOUT_NONE);

  await main.lnet.deleteNet({ net: "tcp1" });
  const { main: seen } = await pinged(main, agent);
  traffic.expect(seen.sent).only(nidsOn(main, "tcp"), ABOUT_NONE);
  expect(seen.statistics["send_count"]).toBeGreaterThanOrEqual(PINGS);

  await main.lnet.addNet({ net: "tcp1", interfaces: [main.nics[2]!] });
  // What was known of the peer on that net has gone with the net.
  await main.lnet.discover(agent.nids[0]!, { force: true });
  expect(await main.lnet.policies()).toHaveLength(1);
  traffic.expect((await pinged(main, agent)).main.sent).only([tcp1], ABOUT_NONE);
}
