// SPDX-License-Identifier: GPL-2.0-or-later
// A client with two NICs on the gateway's net loses one: the route stays up, and no ping is lost once the gateway has noticed; with the gateway gone it goes down.
// sanity-lnet 550.
import { expect } from "lutf";
import { lnet } from "lutf/lnet";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { aWhile, withLinkDown } from "./_routed.ts";

export const requires = { agents: 3, interfaces: { tcp: 4 }, lnet: {}, timeout: "15m" };

export async function run(): Promise<void> {
  const routed = await routedTestbed({ nics: 2, discover: true });
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  const states = async () => (await client.lnet.routes()).map(({ state }) => state);
  await withLinkDown(client, client.nics[1]!, async () => {
    await aWhile();
    expect(await states()).toEqual(["up"]);
    // Answers that the gateway puts into its connection to that NIC are lost until it times out (golden/33_health/016).
    const noticed = async (): Promise<boolean> =>
      (await traffic.pings(client, server.nids[0]!, 10, { timeout: 5, mayFail: true })).ok === 10;
    for (let tries = 0; tries < 10 && !(await noticed()); tries++) await aWhile();
    const seen = await traffic([client], () => traffic.pings(client, server.nids[0]!, 10, { timeout: 5 }));
    traffic.expect(seen.on(client).sent).none([client.nid(1)]);
  });
  await lnet.on(router.node).unload();
  await routed.routesAre(client, [router]);
}
