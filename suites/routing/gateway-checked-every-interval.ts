// SPDX-License-Identifier: GPL-2.0-or-later
// Gateways are asked as often as alive_router_check_interval says: with 5 s several times as often as with 50 s (32_routing/facts.md).
import { expect, lutf } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { oneRouter } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const asked: number[] = [];
  for (const seconds of [5, 50]) {
    const {
      clients: [client],
      routers: [router],
    } = await routedTestbed({ parameters: { alive_router_check_interval: seconds } });
    const seen = await traffic([client], () => lutf.sleep("100s"));
    asked.push(seen.on(client).kinds.sent[router.nid(0)]?.get ?? 0);
  }
  const [often, seldom] = asked as [number, number];
  expect(often, `every 5 s: ${often}, every 50 s: ${seldom}`).toBeGreaterThanOrEqual(8);
  expect(seldom, `every 5 s: ${often}, every 50 s: ${seldom}`).toBeGreaterThanOrEqual(1);
  expect(seldom, `every 5 s: ${often}, every 50 s: ${seldom}`).toBeLessThanOrEqual(4);
}
