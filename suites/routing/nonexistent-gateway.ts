// SPDX-License-Identifier: GPL-2.0-or-later
// A gateway that nobody is: the route is taken, is up until the gateway has been asked, then down; another route through a real router is used all the time.
import { expect, lutf } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { forwarded, oneRouter, PINGS } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
  } = routed;
  const gateway = client.nid(0).replace(/\d+@/, "253@");
  await client.lnet.addRoute({ net: "tcp1", gateway, priority: 5 });
  await client.lnet.addRoute({ net: "tcp7", gateway });
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
  await lutf.waitUntil(async () => (await client.lnet.routes({ gateway })).every(({ state }) => state === "down"), {
    timeout: "200s",
    interval: "2s",
    message: `routes through ${gateway} are down`,
  });
  expect((await client.lnet.routes({ gateway })).map(({ net }) => net).sort()).toEqual(["tcp1", "tcp7"]);
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
