// SPDX-License-Identifier: GPL-2.0-or-later
// Pings from one net to another: the router counts each question and each answer as routed, with their lengths, and nothing as sent or received itself; the
// ends count on the gateway's NI (32_routing/facts.md).
import { expect, type Requires } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { oneRouter } from "./_routed.ts";

export const requires: Requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
    routers: [router],
    servers: [server],
  } = routed;
  const to = server.nid(0, "tcp1");
  const seen = await traffic(routed.all, () => traffic.pings(client, to, 20));
  const { statistics } = seen.on(router);
  // Both ends look at their gateway now and then, which it answers itself.
  expect(statistics["route_count"]).toBe(40);
  expect(statistics["route_length"]).toBeGreaterThanOrEqual(20 * 48);
  expect(statistics["send_count"]).toBeLessThanOrEqual(8);
  expect(statistics["drop_count"]).toBe(0);
  expect(seen.on(client).toPeer[router.nid(0)]).toBeGreaterThanOrEqual(20);
  traffic.expect(seen.on(client).toPeer).none([to]);
  expect(seen.on(server).fromPeer[router.nid(0, "tcp1")]).toBeGreaterThanOrEqual(20);
  const { kinds } = seen.on(router);
  expect(kinds.received[router.nid(0)]?.get).toBeGreaterThanOrEqual(20);
  expect(kinds.sent[router.nid(0, "tcp1")]?.get).toBeGreaterThanOrEqual(20);
  // A reply that is passed on counts as one, other than the answer of a node itself.
  expect(kinds.sent[router.nid(0)]?.reply).toBe(20);
}
