// SPDX-License-Identifier: GPL-2.0-or-later
// The router's NIC on the far side goes down: the near side hears of it and its route goes down within seconds, so pings fail at once; with the link the
// route comes back and pings are answered (32_routing/012, 032).
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { fails, forwarded, oneRouter, PINGS, pingsFail, withLinkDown } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  await withLinkDown(router, router.nics[1]!, async () => {
    await routed.routesAre(client, [router], "60s");
    await pingsFail(routed);
    await fails(client, client.lnet.cli.ping(server.nid(0, "tcp1")), -113);
  });
  await routed.allUp();
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
