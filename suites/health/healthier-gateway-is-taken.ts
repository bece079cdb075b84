// SPDX-License-Identifier: GPL-2.0-or-later
// Of two gateways that are equal otherwise the healthier takes all; messages that the other one fails are sent again through it, and no ping is lost. It shares
// again when it is well.
import { expect } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { PINGS, recovered, routedNodes } from "./_health.ts";

export const requires = routedNodes(4, 2);

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routers: 2 });
  const {
    clients: [client],
    routers: [first, second],
    servers: [server],
    far,
  } = routed;
  /** Requests that each gateway passes on; answers go back the way that the request came. */
  const forwarded = async (): Promise<number[]> => {
    const seen = await traffic([first, second], () => traffic.pings(client, server.nid(0, far), PINGS, { timeout: 10 }));
    return [first, second].map((router) => (seen.on(router).statistics["route_count"] ?? 0) / 2);
  };
  for (const count of await forwarded()) expect(count, "pings through each, both well").toBeGreaterThanOrEqual(PINGS / 3);
  // Nothing is won back but by the gateway's own messages: with those its health is all there again.
  await using failing = await client.lnet.fault.drop({
    source: "*@tcp",
    destination: first.nid(0),
    rate: 1,
    healthErrors: ["remote_dropped"],
  });
  await client.lnet.setPeerHealth({ nid: first.nid(0), value: 500 });
  const [sick, well] = (await forwarded()) as [number, number];
  expect(sick, `pings through the sick one, ${well} through the other`).toBeLessThanOrEqual(2);
  expect(well).toBeGreaterThanOrEqual(PINGS - 2);
  await failing.heal();
  await recovered(client, "peer");
  await routed.routesAre(client);
  for (const count of await forwarded()) expect(count, "pings through each, both well again").toBeGreaterThanOrEqual(PINGS / 3);
}
