// SPDX-License-Identifier: GPL-2.0-or-later
// The preferred router stops routing: the other one takes all, and gives it back when the preferred one routes again.
import { expect } from "lutf";
import { startRouting, stopRouting } from "lutf/testbed";
import { PINGS } from "./_pinged.ts";
import { betweenRouters, LOOKS, sentToRouters, twoRouters } from "./_routers.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await betweenRouters();
  const {
    clients: [main],
    routers: [first, second],
    servers: [remote],
  } = routed;
  await main.lnet.addPolicy({ route: second.nid(0), dst: remote.nids[0]! });
  expect((await sentToRouters(routed)).asked[1]).toBeGreaterThanOrEqual(PINGS);
  await stopRouting(second);
  await routed.routesAre(main, [second]);
  const { asked } = await sentToRouters(routed);
  expect(asked[0], `through ${first.node.name}: ${asked}`).toBeGreaterThanOrEqual(PINGS);
  await startRouting(second, { tiny: 512, small: 512, large: 64 });
  await routed.allUp();
  const again = await sentToRouters(routed);
  expect(again.asked[1], `again: ${again.asked}`).toBeGreaterThanOrEqual(PINGS);
  expect(again.asked[0], `again: ${again.asked}`).toBeLessThanOrEqual(LOOKS);
}
