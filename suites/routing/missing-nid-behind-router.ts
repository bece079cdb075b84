// SPDX-License-Identifier: GPL-2.0-or-later
// A ping of a NID that nobody has behind a live router: it fails after its time with EIO; the router counts it, and who asked is not to blame
// (32_routing/007).
import { expect, lutf } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { fails, forwarded, oneRouter, PINGS } from "./_routed.ts";

export const requires = oneRouter;

export async function run(): Promise<void> {
  const routed = await routedTestbed();
  const {
    clients: [client],
    servers: [server],
    routers: [router],
  } = routed;
  const nobody = server.nid(0, "tcp1").replace(/\d+@/, "253@");
  const seen = await traffic([client, router], async () => {
    await fails(client, client.lnet.cli.ping(nobody, { timeout: 5000 }), -5);
    // The router tries to connect for a while.
    await lutf.sleep("10s");
  });
  expect(seen.on(router).statistics["remote_dropped_count"]).toBeGreaterThanOrEqual(1);
  expect(seen.on(client).statistics).toMatchObject({ remote_dropped_count: 0, local_error_count: 0 });
  expect((await client.lnet.routes()).map(({ state }) => state)).toEqual(["up"]);
  expect(await forwarded(routed)).toEqual([2 * PINGS]);
}
