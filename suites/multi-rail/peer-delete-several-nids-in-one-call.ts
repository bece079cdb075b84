// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0145: several NIDs are deleted in one call, as a list or as a range; the peer and the others stay, and they can be added again.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { nidsOfPeers } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const primaryNid = "192.168.122.11@tcp";
    const nids = [12, 13, 14, 15].map((host) => `192.168.122.${host}@tcp`);
    await road.addPeer({ primaryNid, nids });
    const before = await road.peers({ detail: 1 });
    for (const several of [nids, ["192.168.122.[12-15]@tcp"]]) {
      await road.deletePeer({ primaryNid, nids: several });
      expect(await nidsOfPeers(place)).toEqual([[primaryNid]]);
      await road.addPeer({ primaryNid, nids: ["192.168.122.[12-15]@tcp"] });
      expect(await road.peers({ detail: 1 })).toEqual(before);
    }
    await road.deletePeer({ primaryNid, nids: nids.slice(1, 3) });
    expect(await nidsOfPeers(place)).toEqual([[primaryNid, nids[0], nids[3]]]);
  });
}
