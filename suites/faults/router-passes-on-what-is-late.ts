// SPDX-License-Identifier: GPL-2.0-or-later
// A router that is slow, for longer than its own transaction timeout, passes on all the same what its ends still wait for: nothing is dropped for being late.
// sanity-lnet 256.
import { expect, type Requires } from "lutf";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { ALL, ping } from "./_faults.ts";

export const requires: Requires = { agents: 3, interfaces: { tcp: 2 }, lnet: { version: ">=2.15" }, timeout: "15m" };

export async function run(): Promise<void> {
  const {
    clients: [client],
    routers: [router],
    servers: [server],
    far,
  } = await routedTestbed();
  await router.lnet.set({ retry_count: 0 });
  await router.lnet.set({ transaction_timeout: 2 });
  const [from, to] = [client.nid(0), server.nid(0, far)];
  // Both directions; each message is held up where it arrives and where it leaves.
  await using _there = await router.lnet.fault.delay({ ...ALL, source: from, destination: to, rate: 1, seconds: 4 });
  await using _back = await router.lnet.fault.delay({ ...ALL, source: to, destination: from, rate: 1, seconds: 4 });
  const seen = await traffic([router], () => ping(client, to, 2, { timeout: 45 }));
  expect(seen.result).toEqual({ ok: 2, failed: 0 });
  expect(seen.on(router).statistics["drop_count"]).toBe(0);
  expect(seen.on(router).statistics["route_count"]).toBeGreaterThanOrEqual(4);
  for (const { hits } of await router.lnet.fault.rules("delay")) expect(hits).toBeGreaterThanOrEqual(2);
  expect((await ping(client, to, 1, { timeout: 5 })).ok, "it is slow").toBe(0);
}
