// SPDX-License-Identifier: GPL-2.0-or-later
// Health that is lowered is not a route that is down: while NIs of the router and gateways of the ends are sick and recover, a selftest through it has no
// error. sanity-lnet 228.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { routedTestbed } from "lutf/testbed";
import { routedNodes } from "./_health.ts";

export const requires = routedNodes(3, 2);

export async function run(): Promise<void> {
  const {
    clients: [client],
    routers: [router],
    servers: [server],
  } = await routedTestbed();
  const running = await selftest.start({ from: [client], to: [server], test: "write", size: "4K" });
  for (let round = 0; round < 2; round++) {
    for (const nid of router.nids) await router.lnet.setHealth({ nid, value: 400 });
    for (const end of [client, server]) {
      await end.lnet.setPeerHealth({ all: true, value: 600 });
      expect(
        (await end.lnet.routes()).map(({ state }) => state),
        `routes of ${end.node.name}`,
      ).toEqual(["up"]);
    }
    await lutf.sleep("2s");
    for (const end of [client, server])
      expect(
        (await end.lnet.routes()).map(({ state }) => state),
        `routes of ${end.node.name}, 2 s later`,
      ).toEqual(["up"]);
  }
  const { errors, rpcs } = await running.stop();
  expect(errors).toBe(0);
  expect(rpcs).toBeGreaterThan(5);
}
