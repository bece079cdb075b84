// SPDX-License-Identifier: GPL-2.0-or-later
// An NI of a router over which nothing comes for a check of gateways with the wait for its answers (8 s here) is down, and with it the client's route; the first
// message brings both back (32_routing/012, 030). The server has no routes, so that it says nothing by itself.
import { expect, lutf } from "lutf";
import { type Bed, routedTestbed, startRouting } from "lutf/testbed";
import { oneRouter } from "./_routed.ts";

export const requires = { ...oneRouter, lnet: { version: ">=2.17" } };

async function statuses(router: Bed): Promise<string> {
  const nets = (await router.lnet.nets()).filter((net) => net["net type"] !== "lo");
  return nets.map((net) => `${net["net type"]} ${net["local NI(s)"].map(({ status }) => status).join()}`).join(", ");
}

export async function run(): Promise<void> {
  const routed = await routedTestbed({ routing: false });
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  await startRouting(router);
  await routed.addRoutes(client);
  const becomes = (wanted: string): Promise<unknown> =>
    lutf.waitUntil(async () => (await statuses(router)) === wanted, {
      timeout: "60s",
      interval: "1s",
      message: `${router.node.name} has ${wanted}`,
    });
  await becomes("tcp up, tcp1 down");
  await routed.routesAre(client, [router], "60s");
  expect(await server.lnet.ping(router.nid(0, "tcp1"))).toContain(router.nid(0, "tcp"));
  await becomes("tcp up, tcp1 up");
  await routed.routesAre(client, [], "60s");
}
