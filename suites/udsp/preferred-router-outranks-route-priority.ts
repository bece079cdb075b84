// SPDX-License-Identifier: GPL-2.0-or-later
// A preferred router goes before one whose route has the higher priority.
import { expect } from "lutf";
import { PINGS } from "./_pinged.ts";
import { betweenRouters, LOOKS, sentToRouters, twoRouters } from "./_routers.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await betweenRouters({ routes: [{ priority: 0 }, { priority: 3 }] });
  const {
    clients: [main],
    routers: [, second],
    servers: [remote],
  } = routed;
  const byPriority = await sentToRouters(routed);
  expect(byPriority.asked[0]).toBeGreaterThanOrEqual(PINGS);
  expect(byPriority.asked[1]).toBeLessThanOrEqual(LOOKS);
  await main.lnet.addPolicy({ route: second.nid(0), dst: remote.nids[0]! });
  const byRule = await sentToRouters(routed);
  expect(byRule.asked[1], `with a rule: ${byRule.asked}`).toBeGreaterThanOrEqual(PINGS);
  expect(byRule.asked[0], `with a rule: ${byRule.asked}`).toBeLessThanOrEqual(LOOKS);
}
