// SPDX-License-Identifier: GPL-2.0-or-later
// While a selftest runs through the router, health of NIs and of the gateway is lowered: routes stay up, and no RPC fails. sanity-lnet 228.
import { expect } from "lutf";
import { selftest } from "lutf/selftest";
import { routedTestbed } from "lutf/testbed";
import { oneRouter } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed({ discover: true });
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  const running = await selftest.start({ from: [client.node], to: [server.node], test: "write", size: "4k", concurrency: 4 });
  for (const value of [700, 300]) {
    await client.lnet.setPeerHealth({ nid: router.nid(0), value });
    for (const nid of router.nids) await router.lnet.setHealth({ nid, value });
    for (const end of [client, server]) expect((await end.lnet.routes()).map(({ state }) => state)).toEqual(["up"]);
  }
  const { rpcs, errors } = await running.stop();
  expect(errors).toBe(0);
  expect(rpcs).toBeGreaterThan(0);
  await routed.allUp();
}
