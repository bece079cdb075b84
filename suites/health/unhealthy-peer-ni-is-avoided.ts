// SPDX-License-Identifier: GPL-2.0-or-later
// Traffic leaves a peer NI whose health falls, whichever it is, and comes back when it is well; local NIs share as before.
import { traffic } from "lutf/traffic";
import { ABOUT_NONE, EVENLY, PINGS, pair, pinged, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3, { health_sensitivity: 1 });
  traffic.expect((await pinged(a, b)).toPeer).over(b.nids, { ...EVENLY, total: PINGS });
  for (const sick of [0, 2]) {
    await a.lnet.setPeerHealth({ nid: b.nid(sick), value: 500 });
    const well = b.nids.filter((_, place) => place !== sick);
    const seen = await pinged(a, b);
    // Where it is recovered, and has been heard of, it gets recovery pings.
    traffic
      .expect(seen.toPeer)
      .none([b.nid(sick)], ABOUT_NONE)
      .over(well, EVENLY);
    traffic.expect(seen.sent).over(a.nids, EVENLY);
    await a.lnet.setPeerHealth({ nid: b.nid(sick), value: WELL });
  }
  traffic.expect((await pinged(a, b)).toPeer).over(b.nids, { ...EVENLY, total: PINGS });
}
