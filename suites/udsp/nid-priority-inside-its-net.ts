// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a NID chooses inside of its net only: both nets go on sharing, at the source (golden/34_udsp/008) and at the destination (009).
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, nidsOn, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: main.nid(1) });
  const bySource = (await pinged(main, agent)).main;
  traffic
    .expect(bySource.sent)
    .over([main.nid(1), main.nid(0, "tcp1")], { ...EVENLY, total: PINGS })
    .none([main.nid(0)], ABOUT_NONE);
  await main.lnet.deletePolicy(0);

  await main.lnet.addPolicy({ dst: agent.nid(1) });
  const byDestination = (await pinged(main, agent)).main;
  traffic
    .expect(byDestination.toPeer)
    .over([agent.nid(1), agent.nid(0, "tcp1")], { ...EVENLY, total: PINGS })
    .none([agent.nid(0)], ABOUT_NONE);
  traffic.expect(byDestination.sent).over([...nidsOn(main, "tcp"), ...nidsOn(main, "tcp1")], { tolerance: 0.5, weights: [1, 1, 2] });
}
