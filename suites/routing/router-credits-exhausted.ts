// SPDX-License-Identifier: GPL-2.0-or-later
// A router that holds no more than one message at a time for each peer, and eight at once: the others wait for the peer's credit, none is lost, and all
// credits are back when it is over. With enough credits none waits.
import { expect, type Parameters, type Results } from "lutf";
import type { Bed } from "lutf/testbed";
import { allBack, signed, writeThrough } from "./_exhausted.ts";
import { oneRouter } from "./_routed.ts";

export const requires = oneRouter;

/** Router credits of the ends, as the router shows them. */
async function credits(router: Bed, ends: readonly Bed[]): Promise<{ available: number; least: number }[]> {
  const nids = ends.flatMap((end) => end.nids);
  const peers = await router.lnet.peers({ detail: 3 });
  const found = peers.flatMap((peer) => peer["peer ni"]).filter(({ nid }) => nids.includes(nid));
  expect(found.length, `peer NIs of ${nids.join(", ")} on the router`).toBe(nids.length);
  return found.map((ni) => ({ available: signed(ni.available_rtr_credits), least: signed(ni.min_rtr_credits) }));
}

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await results.step("one credit", async () => {
    const { router, client, server } = await writeThrough({ peer_buffer_credits: 1 });
    const least = Math.min(...(await credits(router, [client, server])).map((one) => one.least));
    expect(least, "router credits when there were fewest").toBeLessThan(0);
    await allBack(router, "router credits", async () =>
      (await credits(router, [client, server])).every(({ available }) => available === 1),
    );
    expect((await router.lnet.stats())["drop_count"]).toBe(0);
  });
  await results.step("credits for all", async () => {
    const { router, client, server } = await writeThrough({ peer_buffer_credits: 128 });
    for (const { least } of await credits(router, [client, server]))
      expect(least, "router credits when there were fewest").toBeGreaterThan(0);
  });
}
