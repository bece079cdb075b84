// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0131: deleting a peer by its primary NID takes all its NIDs; another peer stays.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { NIDS_OF_ONE, NIDS_OF_OTHER, nidsOfPeers, ONE, OTHER } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addPeer(ONE);
    await road.addPeer(OTHER);
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE, NIDS_OF_OTHER]);
    await road.deletePeer({ primaryNid: OTHER.primaryNid });
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE]);
    for (const nid of NIDS_OF_OTHER) await place.refuses("peer show of unknown", road.peers({ nid }));
  });
}
