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
  const becomes = async (wanted: string): Promise<void> => {
    let last = "";
    const isSo = async (): Promise<boolean> => {
      last = await statuses(router);
      return last === wanted;
    };
    await lutf.waitUntil(isSo, {
      timeout: "60s",
      interval: "1s",
      message: `NIs of ${router.node.name} are ${wanted}`,
      seen: () => last,
    });
  };
  await becomes("tcp up, tcp1 down");
  await routed.routesAre(client, [router], "60s");
  const answered = await server.lnet.ping(router.nid(0, "tcp1"));
  expect(answered, `NIDs of ${router.node.name} that a ping from ${server.node.name} brings`).toContain(router.nid(0, "tcp"));
  await becomes("tcp up, tcp1 up");
  await routed.routesAre(client, [], "60s");
}
