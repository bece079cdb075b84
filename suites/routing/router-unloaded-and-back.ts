// SPDX-License-Identifier: GPL-2.0-or-later
// LNet is unloaded on one of two routers, as by a crash: its routes go down and the other one carries all; when it is back they share again.
import { expect } from "lutf";
import { ROUTER_PARAMETERS, routedTestbed, startRouting, testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { forwarded, PINGS, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2 });
  const {
    clients: [client],
    servers: [server],
    routers: [stays, goes],
  } = routed;
  await goes.lnet.unload();
  for (const end of [client, server]) await routed.routesAre(end, [goes]);
  const without = await traffic([stays], () => traffic.pings(client, server.nid(0, "tcp1"), PINGS));
  expect(without.on(stays).statistics["route_count"]).toBe(2 * PINGS);

  const [back] = await testbed({ nodes: [goes.node], nets: { tcp: [0], tcp1: [1] }, parameters: ROUTER_PARAMETERS });
  await startRouting(back);
  for (const end of [client, server]) await routed.routesAre(end, [], "300s");
  const counts = await forwarded(routed);
  for (const count of counts) expect(count, `forwarded: ${counts.join(" and ")}`).toBeGreaterThanOrEqual(PINGS / 2);
}
