// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0190: a NID belongs to one peer: another that would have it too is refused, and the first keeps it. What is left of the second is its primary alone, but
// nothing by lnetctl since 2.16 (golden/03_peer/020).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { NIDS_OF_ONE, nidsOfPeers, ONE } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addPeer(ONE);
    const primaryNid = "192.168.2.11@tcp";
    await place.refuses("peer add of another peer's NID", road.addPeer({ primaryNid, nids: ["192.168.1.[3-5]@tcp"] }));
    const left = place.isLibrary || place.isOld ? [[primaryNid]] : [];
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE, ...left]);
  });
}
