// SPDX-License-Identifier: GPL-2.0-or-later
// Unloading LNet's modules forgets also its global settings; lnet is gone from the list of modules, and comes back.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road, node } = place;
    const loaded = async (): Promise<string[]> =>
      (await node.exec(["lsmod"])).stdout.split("\n").map((line) => line.split(/\s/, 1)[0] as string);
    await place.addTcp();
    await road.set({ retry_count: 5 });
    expect(await loaded()).toEqual(expect.arrayContaining(["lnet", "ksocklnd"]));
    await road.unload();
    expect(await loaded()).not.toContain("lnet");
    await road.configure();
    expect(await place.layout()).toEqual({});
    expect((await road.settings()).retry_count).toBe(2);
  });
}
