// SPDX-License-Identifier: GPL-2.0-or-later
// The answer goes back through the router that the request came through, although the other route of the one who answers has the higher priority.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { forwarded, PINGS, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2, addRoutes: false });
  const {
    clients: [client],
    servers: [server],
    routers: [first, second],
  } = routed;
  await routed.addRoutes(client, [{ priority: 0 }, { priority: 1 }]);
  await routed.addRoutes(server, [{ priority: 1 }, { priority: 0 }]);
  for (const end of [client, server]) await routed.routesAre(end);
  expect(await forwarded(routed)).toEqual([2 * PINGS, 0]);
  const seen = await traffic([first, second], () => traffic.pings(server, client.nid(0), PINGS));
  expect([first, second].map((router) => seen.on(router).statistics["route_count"])).toEqual([0, 2 * PINGS]);
}
