// SPDX-License-Identifier: GPL-2.0-or-later
// A selftest of writes of 1 MiB through two routers: no RPC fails, both routers carry their part of the bytes, and all buffers and credits are back when
// it is over.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { routedTestbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { twoRouters } from "./_routed.ts";

export const requires = twoRouters;
const [RPCS, SIZE] = [100, 1 << 20];

export async function run(): Promise<void> {
  const {
    clients: [client],
    servers: [server],
    routers,
  } = await routedTestbed({ routers: 2, discover: true });
  const seen = await traffic([...routers], () =>
    selftest.run({ from: [client.node], to: [server.node], test: "write", size: "1M", loop: RPCS / 4, concurrency: 4 }),
  );
  expect(seen.result.errors).toBe(0);
  expect(seen.result.rpcs).toBeGreaterThanOrEqual(RPCS);
  const bytes = [...routers].map((router) => seen.on(router).statistics["route_length"] ?? 0);
  expect(bytes[0]! + bytes[1]!).toBeGreaterThanOrEqual(RPCS * SIZE);
  for (const part of bytes) expect(part, `bytes through each: ${bytes.join(" and ")}`).toBeGreaterThanOrEqual(0.2 * RPCS * SIZE);
  for (const router of routers) {
    await lutf.waitUntil(
      async () => {
        const { cpts } = (await router.lnet.routing())!;
        return cpts.every((pools) => Object.values(pools).every(({ credits, nbuffers }) => credits === nbuffers));
      },
      { timeout: "60s", message: `all buffers of ${router.node.name} are back` },
    );
  }
}
