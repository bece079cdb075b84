// SPDX-License-Identifier: GPL-2.0-or-later
// Without discovery a peer is one NID, that which was asked; with it, it has all of them.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, there) => {
    const { road } = place;
    const other = there as Place;
    await place.addTcp(2);
    await other.addTcp(2);
    const nids = [other.nid(0), other.nid(1)] as [string, string];
    await road.set({ discovery: 0 });
    expect(await road.discover(nids[1])).toEqual({ primaryNid: nids[1], multiRail: false, nids: [nids[1]] });
    expect(await road.ping(nids[0])).toEqual(nids);
    await road.set({ discovery: 1 });
    expect(await road.discover(nids[0])).toEqual({ primaryNid: nids[0], multiRail: true, nids });
  });
}
