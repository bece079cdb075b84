// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0125: NIDs are deleted singly, then the peer; added again it is shown as before, order and all.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { nidsOfPeers, peersYaml } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const primaryNid = "192.168.122.11@tcp";
    const nids = [12, 13, 14, 15].map((host) => `192.168.122.${host}@tcp`);
    await road.addPeer({ primaryNid, nids: ["192.168.122.[12-15]@tcp"] });
    const before = await road.peers({ detail: 1 });
    for (const [index, nid] of nids.entries()) {
      await road.deletePeer({ primaryNid, nids: [nid] });
      expect(await nidsOfPeers(place)).toEqual([[primaryNid, ...nids.slice(index + 1)]]);
    }
    await road.deletePeer({ primaryNid });
    expect(await nidsOfPeers(place)).toEqual([]);
    await road.addPeer({ primaryNid, nids: ["192.168.122.[12-15]@tcp"] });
    expect(await road.peers({ detail: 1 })).toEqual(before);
    await road.importYaml(peersYaml([[primaryNid, ...nids]]), { delete: true });
    expect(await nidsOfPeers(place)).toEqual([]);
  });
}
