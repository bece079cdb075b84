// SPDX-License-Identifier: GPL-2.0-or-later
// A number of router buffers below -1 is refused for each size, and nothing changes; -1 leaves it.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { smallBuffers, startRouting } from "./_routing.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false }, async (place) => {
    const { road } = place;
    await startRouting(place);
    for (const size of ["tiny", "small", "large"] as const) {
      await place.refuses("buffers below -1", road.setBuffers({ [size]: -323 }));
      await place.refuses("buffers below -1", road.setBuffers({ [size]: -2 }));
      await road.setBuffers({ [size]: -1 });
    }
    expect((await road.routing())?.buffers).toEqual(smallBuffers);
  });
}
