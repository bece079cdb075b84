// SPDX-License-Identifier: GPL-2.0-or-later
// Without health nothing is sent again: sensitivity 0 makes the retry count 0, which stays until both are set.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.set({ health_sensitivity: 0 });
    expect(await road.settings()).toMatchObject({ health_sensitivity: 0, retry_count: 0 });
    await place.refuses("setting out of the kernel's range", road.set({ retry_count: 2 }));
    await road.set({ health_sensitivity: 100 });
    expect((await road.settings()).retry_count).toBe(0);
    await road.set({ retry_count: 2 });
    expect((await road.settings()).retry_count).toBe(2);
  });
}
