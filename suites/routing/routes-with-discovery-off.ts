// SPDX-License-Identifier: GPL-2.0-or-later
// With discovery off everywhere routes come up, all is forwarded, and a router that is gone is found out by checks; the other one takes all. sanity-lnet 221.
import { expect } from "lutf";
import { lnet } from "lutf/lnet";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { forwarded, PINGS, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2, settings: { discovery: 0 } });
  const {
    clients: [client],
    servers: [server],
    routers: [first, second],
  } = routed;
  const both = await forwarded(routed);
  expect(both[0]! + both[1]!).toBe(2 * PINGS);
  for (const one of both) expect(one).toBeGreaterThan(0);
  // Nobody has been found out to be more than the NID of a route.
  for (const { "Multi-Rail": multiRail, "peer ni": nis } of await client.lnet.peers())
    expect({ multiRail, nis: nis.length }).toEqual({ multiRail: false, nis: 1 });
  await lnet.on(first.node).unload();
  for (const end of [client, server]) await routed.routesAre(end, [first]);
  const seen = await traffic([second], () => traffic.pings(client, server.nid(0, "tcp1"), PINGS, { timeout: 5 }));
  expect(seen.on(second).statistics["route_count"]).toBe(2 * PINGS);
}
