// SPDX-License-Identifier: GPL-2.0-or-later
// The router stops routing: both ends hear of it, their routes go down and pings fail; it routes again, and they come back (32_routing/030).
import { expect } from "lutf";
import { routedTestbed, startRouting, stopRouting } from "lutf/testbed";
import { fails, forwarded, oneRouter, PINGS, pingsFail } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
  await router.lnet.setRouting(false);
  for (const end of [client, server]) await routed.routesAre(end, [router], "60s");
  await pingsFail(routed);
  await fails(client, client.lnet.cli.ping(server.nid(0, "tcp1")), -113);
  // The router itself still answers.
  expect(await client.lnet.ping(router.nid(0))).toEqual(router.nids);
  await stopRouting(router);
  await startRouting(router, { tiny: 512, small: 512, large: 64 });
  await routed.allUp();
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
