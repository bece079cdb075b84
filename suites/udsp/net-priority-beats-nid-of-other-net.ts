// SPDX-License-Identifier: GPL-2.0-or-later
// The net is chosen first: a rule for a NID on another net does not bring messages there.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, nidsOn, PINGS, pinged, threeNics, twoNets } from "./_pinged.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [main, agent] = await twoNets();
  await main.lnet.addPolicy({ src: "tcp" });
  await main.lnet.addPolicy({ src: main.nid(0, "tcp1") });
  const { main: seen } = await pinged(main, agent);
  traffic
    .expect(seen.sent)
    .over(nidsOn(main, "tcp"), { ...EVENLY, total: PINGS })
    .none([main.nid(0, "tcp1")], ABOUT_NONE);
}
