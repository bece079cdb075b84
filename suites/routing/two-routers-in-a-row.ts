// SPDX-License-Identifier: GPL-2.0-or-later
// Two routers one behind the other, three nets: pings cross both, each counts each message once, and routes over both are multi-hop.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, PINGS, twoRows } from "./_routed.ts";

export const requires = twoRows;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: [1, 1] });
  const {
    clients: [client],
    servers: [server],
    routers: [near, far],
  } = routed;
  expect(await forwarded(routed)).toEqual([2 * PINGS, 2 * PINGS]);
  const types = Object.fromEntries((await client.lnet.routes()).map(({ net, type }) => [net, type]));
  expect(types).toEqual({ tcp1: "single-hop", tcp2: "multi-hop" });
  // The nearer net is reached over the first router alone, and the way back goes over both.
  expect(await client.lnet.ping(far.nid(0, "tcp1"))).toEqual(far.nids);
  expect(await server.lnet.ping(client.nid(0), { timeout: 5000 })).toEqual(client.nids);
  expect(near.nids).toHaveLength(2);
}
