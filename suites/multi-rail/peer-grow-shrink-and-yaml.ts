// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0120: a peer grows and shrinks NID by NID, and comes back from YAML as it was at each step; deleting by YAML leaves none.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { nidsOfPeers, peersYaml } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [primaryNid, second, third] = ["192.168.122.11@tcp", "192.168.122.12@tcp", "192.168.122.13@tcp"];
    await road.addPeer({ primaryNid });
    expect(await nidsOfPeers(place)).toEqual([[primaryNid]]);
    await road.addPeer({ primaryNid, nids: [second] });
    const two = peersYaml(await nidsOfPeers(place));
    await road.addPeer({ primaryNid, nids: [third] });
    const three = peersYaml(await nidsOfPeers(place));
    await road.deletePeer({ primaryNid, nids: [third] });
    expect(await nidsOfPeers(place)).toEqual([[primaryNid, second]]);
    await road.deletePeer({ primaryNid, nids: [second] });
    expect(await nidsOfPeers(place)).toEqual([[primaryNid]]);
    await road.deletePeer({ primaryNid });
    expect(await nidsOfPeers(place)).toEqual([]);

    await road.importYaml(two);
    expect(await nidsOfPeers(place)).toEqual([[primaryNid, second]]);
    await road.importYaml(three);
    expect(await nidsOfPeers(place)).toEqual([[primaryNid, second, third]]);
    await road.importYaml(three, { delete: true });
    expect(await nidsOfPeers(place)).toEqual([]);
  });
}
