// SPDX-License-Identifier: GPL-2.0-or-later
// The router's NIC on our side goes down: it cannot tell us, but does not answer any more, and the route goes down within the time of some checks
// (32_routing/013: 32 to 46 s with checks every 5 s). With the link the route comes back.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, oneRouter, PINGS, pingsFail, withLinkDown } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
    routers: [router],
  } = routed;
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
  await withLinkDown(router, router.nics[0]!, async () => {
    await routed.routesAre(client, [router], "150s");
    await pingsFail(routed);
  });
  for (const bed of [client, ...routed.servers]) await routed.routesAre(bed, [], "300s");
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
