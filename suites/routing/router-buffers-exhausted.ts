// SPDX-License-Identifier: GPL-2.0-or-later
// A router with a single buffer for large messages, and eight of them at once: the others wait for it, none is lost, and the buffer is free when all is over.
import { expect } from "lutf";
import type { Bed } from "lutf/testbed";
import { allBack, signed, writeThrough } from "./_exhausted.ts";
import { oneRouter } from "./_routed.ts";

export const requires = oneRouter;

type Pool = { nbuffers: number; credits: number; mincredits: number };

async function large(router: Bed): Promise<Pool[]> {
  return (await router.lnet.routing())!.cpts.map((pools) => pools.large);
}

export async function run(): Promise<void> {
  const { router, client, server } = await writeThrough({ large_router_buffers: 1 });
  const pools = await large(router);
  // At least one a CPT.
  for (const { nbuffers } of pools) expect(nbuffers).toBe(1);
  const least = Math.min(...pools.map(({ mincredits }) => signed(mincredits)));
  expect(least, "free large buffers of the router when there were fewest").toBeLessThan(0);
  await allBack(router, "large buffers", async () => (await large(router)).every(({ credits, nbuffers }) => credits === nbuffers));
  expect((await router.lnet.stats())["drop_count"]).toBe(0);
  expect(await client.lnet.ping(server.nid(0, "tcp1"))).toContain(server.nids[0]);
}
