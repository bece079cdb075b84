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
  const { errors, rpcs } = seen.result;
  const writes = `writes from ${client.node.name} to ${server.node.name}`;
  expect(errors, `failed ${writes}, of ${rpcs}`).toBe(0);
  expect(rpcs, writes).toBeGreaterThanOrEqual(RPCS);
  const bytes = [...routers].map((router) => seen.on(router).statistics["route_length"] ?? 0);
  const each = `bytes through ${[...routers].map((router, place) => `${router.node.name} ${bytes[place]}`).join(", ")}`;
  expect(bytes[0]! + bytes[1]!, `${each}: together`).toBeGreaterThanOrEqual(RPCS * SIZE);
  for (const part of bytes) expect(part, `${each}: a fair part for each`).toBeGreaterThanOrEqual(0.2 * RPCS * SIZE);
  for (const router of routers) {
    let missing: string[] = [];
    const isBack = async (): Promise<boolean> => {
      const { cpts } = (await router.lnet.routing())!;
      const pools = cpts.flatMap((of, cpt) => Object.entries(of).map(([pool, shown]) => ({ pool: `${pool} of CPT ${cpt}`, ...shown })));
      const short = pools.filter(({ credits, nbuffers }) => credits !== nbuffers);
      missing = short.map(({ pool, credits, nbuffers }) => `${pool} ${credits} of ${nbuffers}`);
      return missing.length === 0;
    };
    await lutf.waitUntil(isBack, {
      timeout: "60s",
      message: `all buffers of ${router.node.name} are back`,
      seen: () => missing.join(", "),
    });
  }
}
