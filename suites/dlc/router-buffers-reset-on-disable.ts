// SPDX-License-Identifier: GPL-2.0-or-later
// Switching routing off forgets the numbers of buffers: when it is on again they are the defaults, 2048, 16384 and 1024. Those
// are 1 GiB, and 2.17 takes minutes to stop and start: this runs where LNet is simulated.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { reached } from "./_routing.ts";

export const requires = needs(1, 0, { lnet: { provider: "simulated" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const defaults = { tiny: 2048, small: 16384, large: 1024 };
    await road.setRouting(true, {});
    expect((await road.routing())?.buffers).toEqual(defaults);
    await reached(place, 1);
    await road.setBuffers({ tiny: 8192, small: 32768, large: 2048 });
    expect((await road.routing())?.buffers).toEqual({ tiny: 8192, small: 32768, large: 2048 });

    await road.setRouting(false);
    await place.refuses("routing on while it stops", road.setRouting(true));
    if (place.isOld) await road.setRouting(false);
    await reached(place, 0);
    await road.setRouting(true);
    expect((await road.routing())?.buffers).toEqual(defaults);
    await reached(place, 1);
  });
}
