// SPDX-License-Identifier: GPL-2.0-or-later
// Connections for each peer, 0 to 127, of one NI or of all; more are refused.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2, { lnet: { version: ">=2.15" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp(2);
    for (const value of [0, 3, 127]) await road.setConnsPerPeer({ nid: place.nid(0), value });
    await road.setConnsPerPeer({ all: true, value: 2 });
    // What an NI shows stays what it was added with (golden/02_net/067).
    const before = await road.nets({ net: "tcp", detail: 1 });
    for (const value of [128, 5000]) await place.refuses("conns_per_peer out of range", road.setConnsPerPeer({ all: true, value }));
    expect(await road.nets({ net: "tcp", detail: 1 })).toEqual(before);
  });
}
