// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a source net: all messages leave from it, over its NIs in turn, and none from the other net.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, nidsOn, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  const without = await pinged(main, agent);
  traffic.expect(without.main.sent).over(main.nids, { ...EVENLY, weights: [1, 1, 2], total: PINGS });

  await main.lnet.addPolicy({ src: "tcp" });
  const { main: seen } = await pinged(main, agent);
  traffic
    .expect(seen.sent)
    .over(nidsOn(main, "tcp"), { ...EVENLY, total: PINGS })
    .only(nidsOn(main, "tcp"), ABOUT_NONE);
  traffic.expect(seen.toPeer).only(nidsOn(agent, "tcp"), ABOUT_NONE);
}
