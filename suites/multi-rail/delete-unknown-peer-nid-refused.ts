// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0185: a NID that a peer does not have cannot be deleted from it; the peer does not change.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { NIDS_OF_ONE, nidsOfPeers, ONE } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addPeer(ONE);
    const { primaryNid } = ONE;
    await place.refuses("peer delete of NID it has not", road.deletePeer({ primaryNid, nids: ["192.168.1.6@tcp"] }));
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE]);
    await road.deletePeer({ primaryNid, nids: [NIDS_OF_ONE[1]!] });
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE.toSpliced(1, 1)]);
  });
}
