// SPDX-License-Identifier: GPL-2.0-or-later
// With the module loaded and LNet down, what needs LNet is refused, each in its own way, and nothing of it is kept.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const gateway = "10.254.0.1@tcp";
    await road.unconfigure();
    await place.refuses("net show unconfigured", road.nets());
    await place.refuses("net add unconfigured", place.addTcp());
    await place.refuses("route add unconfigured", road.addRoute({ net: "tcp5", gateway }));
    await place.refuses("peer add unconfigured", road.addPeer({ primaryNid: gateway }));
    await place.refuses("routing unconfigured", road.setRouting(true));
    await place.refuses("numa_range unconfigured", road.set({ numa_range: 1 }));
    await place.refuses("stats unconfigured", road.stats());
    await place.refuses("policy unconfigured", road.addPolicy({ src: "tcp", priority: 0 }));

    await road.configure();
    expect(await place.layout()).toEqual({});
    expect(await road.routes()).toEqual([]);
    expect(await road.policies()).toEqual([]);
    expect(await road.routing()).toBe(null);
  });
}
