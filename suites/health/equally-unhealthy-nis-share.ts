// SPDX-License-Identifier: GPL-2.0-or-later
// Health only tells which is better: NIs that are all as unhealthy, even at 0, share as healthy ones do, and no ping is lost.
import type { Parameters, Results } from "lutf";
import { traffic } from "lutf/traffic";
import { EVENLY, PINGS, pair, pinged, threeNics } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  // Nothing is won back.
  const [a, b] = await pair(3, { health_sensitivity: 0 });
  for (const value of [500, 0]) {
    await results.step(`all at ${value}`, async () => {
      await a.lnet.setHealth({ all: true, value });
      await a.lnet.setPeerHealth({ all: true, value });
      const seen = await pinged(a, b);
      // Recovery pings come on top.
      traffic.expect(seen.sent).over(a.nids, EVENLY).over(a.nids, { tolerance: 0.6, total: PINGS });
      traffic.expect(seen.toPeer).over(b.nids, EVENLY);
    });
  }
}
