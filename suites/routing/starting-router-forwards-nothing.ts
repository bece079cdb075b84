// SPDX-License-Identifier: GPL-2.0-or-later
// While routing starts, which takes seconds since 2.17, nothing is forwarded and routes stay down; from when it is on they are up (32_routing/000, 004).
import { expect } from "lutf";
import { routedTestbed, routingIs } from "lutf/testbed";
import { forwarded, oneRouter, PINGS, pingsFail } from "./_routed.ts";

export const requires = { ...oneRouter, lnet: { version: ">=2.17" as const } };

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routing: false });
  const {
    routers: [router],
  } = routed;
  await router.lnet.setRouting(true);
  expect((await router.lnet.routing())?.enable).toBe(3);
  for (const bed of routed.all) await routed.addRoutes(bed);
  await pingsFail(routed, 1);
  expect((await router.lnet.stats())["route_count"]).toBe(0);
  await routingIs(router, "on");
  await routed.allUp();
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
