// SPDX-License-Identifier: GPL-2.0-or-later
// Requests go through one router and answers through another: taken while drop_asym_route is 0. With 1 the node drops what comes through a router that it has
// no route back through, and counts it: answers on the one end, requests on the other (32_routing/029).
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { twoRouters } from "./_routed.ts";

export const requires = twoRouters;
const FEW = 3;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2, addRoutes: false });
  const {
    clients: [client],
    servers: [server],
    routers: [there, back],
  } = routed;
  // Each router is known on both sides: an NI that hears nothing is down after a while, and a route to its net with it (13_router/021).
  await server.lnet.discover(there.nid(0, "tcp1"));
  await client.lnet.discover(back.nid(0));
  await client.lnet.addRoute({ net: "tcp1", gateway: there.nid(0) });
  await server.lnet.addRoute({ net: "tcp", gateway: back.nid(0, "tcp1") });
  for (const end of [client, server]) await routed.routesAre(end);
  const ping = () => traffic([client, server, there, back], () => traffic.pings(client, server.nid(0, "tcp1"), FEW, { mayFail: true }));

  const taken = await ping();
  expect(taken.result.ok).toBe(FEW);
  expect([taken.on(there).statistics["route_count"], taken.on(back).statistics["route_count"]]).toEqual([FEW, FEW]);

  await client.lnet.set({ drop_asym_route: 1 });
  const answers = await ping();
  expect(answers.result.ok).toBe(0);
  expect(answers.on(client).kinds.dropped[client.nid(0)]).toMatchObject({ reply: FEW, get: 0 });
  expect(answers.on(client).statistics).toMatchObject({ drop_count: FEW, drop_length: FEW * 48 });

  await client.lnet.set({ drop_asym_route: 0 });
  await server.lnet.set({ drop_asym_route: 1 });
  const requests = await ping();
  expect(requests.result.ok).toBe(0);
  expect(requests.on(server).kinds.dropped[server.nid(0, "tcp1")]).toMatchObject({ get: FEW, reply: 0 });

  await server.lnet.set({ drop_asym_route: 0 });
  expect((await ping()).result.ok).toBe(FEW);
}
