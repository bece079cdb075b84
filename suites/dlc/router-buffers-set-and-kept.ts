// SPDX-License-Identifier: GPL-2.0-or-later
// Router buffers are set for each size while routing is on; before that they are ignored, as a request to leave them is.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { smallBuffers, startRouting } from "./_routing.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false }, async (place) => {
    const { road } = place;
    await startRouting(place);
    expect((await road.routing())?.buffers).toEqual(smallBuffers);

    await road.setBuffers({ tiny: 1024, small: 8192, large: 300 });
    expect((await road.routing())?.buffers).toEqual({ tiny: 1024, small: 8192, large: 300 });
    await road.setBuffers({ small: 9000 });
    const routing = await road.routing();
    expect(routing?.buffers).toEqual({ tiny: 1024, small: 9000, large: 300 });
    // Pools of the CPTs: pages of 4 KiB in a buffer, and as many credits as there are buffers while nothing is routed.
    expect(routing?.cpts.map(({ tiny, small, large }) => [tiny.npages, small.npages, large.npages])).toEqual(
      routing?.cpts.map(() => [0, 1, 256]),
    );
    expect(routing?.cpts.reduce((sum, { tiny }) => sum + tiny.nbuffers, 0)).toBe(1024);
    for (const pools of routing?.cpts ?? []) expect(pools.tiny.credits).toBe(pools.tiny.nbuffers);
  });
}
