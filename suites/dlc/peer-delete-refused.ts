// SPDX-License-Identifier: GPL-2.0-or-later
// Only what there is can be deleted, by its primary NID; what is there stays whole.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const primaryNid = "10.254.1.50@tcp";
    await road.addPeer({ primaryNid, nids: ["10.254.1.51@tcp"] });
    await road.addPeer({ primaryNid: "10.254.1.60@tcp", nids: ["10.254.1.61@tcp"] });
    const before = (await road.peers()).map((peer) => JSON.stringify(peer)).sort();

    await place.refuses("peer delete of unknown", road.deletePeer({ primaryNid: "10.254.1.99@tcp" }));
    await place.refuses("peer delete of NID it has not", road.deletePeer({ primaryNid, nids: ["10.254.1.99@tcp"] }));
    await place.refuses("peer delete of another peer's NID", road.deletePeer({ primaryNid, nids: ["10.254.1.61@tcp"] }));
    await place.refuses("peer delete by another NID than the primary", road.deletePeer({ primaryNid: "10.254.1.51@tcp" }));
    expect((await road.peers()).map((peer) => JSON.stringify(peer)).sort()).toEqual(before);

    // Deleting the primary NID as one of its NIDs deletes the peer (lnetconfig-api.md §3.8).
    await road.deletePeer({ primaryNid, nids: [primaryNid] });
    expect((await road.peers()).map((peer) => peer["primary nid"])).toEqual(["10.254.1.60@tcp"]);
  });
}
