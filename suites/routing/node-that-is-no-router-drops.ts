// SPDX-License-Identifier: GPL-2.0-or-later
// A node that has stopped routing drops and counts what others still send through it: they have discovery off, so that nobody tells them, and look at their gateway
// rarely. Nothing of it arrives.
import { expect, lutf } from "lutf";
import { ROUTER_PARAMETERS, startRouting, stopRouting, testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { oneRouter } from "./_routed.ts";

export const requires = oneRouter;

const PINGS = 5;

export async function run(): Promise<void> {
  const [first, second, third] = lutf.agents.take(3);
  const settings = { discovery: 0 } as const;
  const parameters = { alive_router_check_interval: 3600 };
  const [client] = await testbed({ nodes: [first], nets: { tcp: [0] }, settings, parameters });
  const [server] = await testbed({ nodes: [second], nets: { tcp1: [1] }, settings, parameters });
  const [router] = await testbed({ nodes: [third], nets: { tcp: [0], tcp1: [1] }, settings, parameters: ROUTER_PARAMETERS });
  await startRouting(router);
  await client.lnet.addRoute({ net: "tcp1", gateway: router.nid(0), hops: 1 });
  await server.lnet.addRoute({ net: "tcp", gateway: router.nid(0, "tcp1"), hops: 1 });
  const pinged = (): ReturnType<typeof traffic<{ ok: number; failed: number }>> =>
    traffic([router, server], () => traffic.pings(client, server.nids[0]!, PINGS, { mayFail: true, timeout: 2 }));

  const before = await pinged();
  expect(before.result.ok).toBe(PINGS);
  expect(before.on(router).statistics).toMatchObject({ route_count: 2 * PINGS, drop_count: 0 });

  await stopRouting(router);
  expect((await client.lnet.routes()).map(({ state }) => state)).toEqual(["up"]);
  const after = await pinged();
  expect(after.result.ok).toBe(0);
  expect(after.on(router).statistics).toMatchObject({ route_count: 0, drop_count: PINGS });
  traffic.expect(after.on(server).received).none(server.nids);
}
