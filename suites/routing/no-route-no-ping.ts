// SPDX-License-Identifier: GPL-2.0-or-later
// Without a route, and without one that is up, ping and discovery fail at once with "no route to host", and nothing is sent; a gateway on a net that the node
// is not on is refused with the same (32_routing/002, facts.md).
import { expect } from "lutf";
import { routedTestbed, stopRouting } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { fails, oneRouter, pingsFail } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ addRoutes: false });
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  const to = server.nid(0, "tcp1");
  const seen = await traffic([client], async () => {
    await fails(client, client.lnet.cli.ping(to), -113);
    await fails(client, client.lnet.cli.discover(to), -113);
  });
  expect(seen.on(client).statistics["send_count"]).toBe(0);
  await expect(client.lnet.cli.addRoute({ net: "tcp9", gateway: router.nid(0, "tcp1") })).rejects.toMatchObject({ errno: -113 });
  expect(await client.lnet.routes()).toEqual([]);

  for (const bed of routed.all) await routed.addRoutes(bed);
  await routed.allUp();
  expect(await client.lnet.ping(to)).toEqual(server.nids);
  await stopRouting(router);
  await routed.routesAre(client, [router]);
  await pingsFail(routed);
  await fails(client, client.lnet.cli.ping(to), -113);
}
