// SPDX-License-Identifier: GPL-2.0-or-later
// A peer has the NIDs it was given, the primary first; NIDs come and go one by one; the peer is found by each of them.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const primaryNid = "10.254.1.50@tcp";
    const nids = async (nid?: string): Promise<string[][]> =>
      (await road.peers(nid === undefined ? {} : { nid })).map((peer) => peer["peer ni"].map((ni) => ni.nid));
    await road.addPeer({ primaryNid });
    await road.addPeer({ primaryNid, nids: ["10.254.1.51@tcp", "10.254.1.[52-54/2]@tcp"] });
    await road.addPeer({ primaryNid: "10.254.1.60@tcp", nids: ["10.254.1.61@tcp1"] });

    const first = [primaryNid, "10.254.1.51@tcp", "10.254.1.52@tcp", "10.254.1.54@tcp"];
    expect(await nids(primaryNid)).toEqual([first]);
    expect(await nids("10.254.1.52@tcp")).toEqual([first]);
    expect(new Set(await nids())).toEqual(new Set([first, ["10.254.1.60@tcp", "10.254.1.61@tcp1"]]));
    // CONFIGURED and MULTI_RAIL (lnetconfig-api.md §3.16).
    expect(await road.peers({ nid: primaryNid, detail: 3 })).toMatchObject([
      { "primary nid": primaryNid, "Multi-Rail": true, "peer state": 9 },
    ]);

    await road.deletePeer({ primaryNid, nids: ["10.254.1.51@tcp"] });
    expect(await nids(primaryNid)).toEqual([[primaryNid, "10.254.1.52@tcp", "10.254.1.54@tcp"]]);
    await road.deletePeer({ primaryNid });
    await place.refuses("peer show of unknown", road.peers({ nid: primaryNid }));
    expect(await nids()).toEqual([["10.254.1.60@tcp", "10.254.1.61@tcp1"]]);
  });
}
