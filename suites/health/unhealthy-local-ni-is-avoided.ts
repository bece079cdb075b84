// SPDX-License-Identifier: GPL-2.0-or-later
// Traffic leaves an NI whose health falls, whichever it is, and comes back when it is well.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, PINGS, pair, pinged, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  // What is lost by hand is won back by 1 with each message.
  const [a, b] = await pair(3, { health_sensitivity: 1 });
  traffic.expect((await pinged(a, b)).sent).over(a.nids, { ...EVENLY, total: PINGS });
  for (const sick of [0, 2]) {
    await a.lnet.setHealth({ nid: a.nid(sick), value: 500 });
    const well = a.nids.filter((_, place) => place !== sick);
    traffic
      .expect((await pinged(a, b)).sent)
      .only(well, ABOUT_NONE)
      .over(well, EVENLY);
    await a.lnet.setHealth({ nid: a.nid(sick), value: WELL });
  }
  traffic.expect((await pinged(a, b)).sent).over(a.nids, { ...EVENLY, total: PINGS });
}
