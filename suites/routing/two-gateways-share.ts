// SPDX-License-Identifier: GPL-2.0-or-later
// Two routers with equal routes share what is sent, also with hops and priority that are the same (32_routing/021, 027).
import { expect, type Parameters, type Results } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, PINGS, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  for (const route of [{}, { hops: 2, priority: 1 }]) {
    await results.step(JSON.stringify(route), async () => {
      const counts = await forwarded(await routedTestbed({ routers: 2, routes: [route, route] }), 2 * PINGS);
      for (const count of counts) expect(count, `forwarded: ${counts.join(" and ")}`).toBeGreaterThanOrEqual(1.6 * PINGS);
      expect(counts[0]! + counts[1]!).toBe(4 * PINGS);
    });
  }
}
