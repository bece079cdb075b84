// SPDX-License-Identifier: GPL-2.0-or-later
// The router of the shorter route loses its far NIC: once the route is down, and when it comes back, no ping is lost; the longer route takes them meanwhile
// (32_routing/028).
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, PINGS, twoRouters, withLinkDown } from "./_routed.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2, routes: [{ hops: 1 }, { hops: 2 }] });
  const {
    clients: [client],
    servers: [server],
    routers: [first],
  } = routed;
  expect(await forwarded(routed)).toEqual([2 * PINGS, 0]);
  await withLinkDown(first, first.nics[1]!, async () => {
    for (const end of [client, server]) await routed.routesAre(end, [first]);
    expect(await forwarded(routed)).toEqual([0, 2 * PINGS]);
  });
  for (const end of [client, server]) await routed.routesAre(end, [], "300s");
  expect(await forwarded(routed)).toEqual([2 * PINGS, 0]);
}
