// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0165: what is shown of each of two peers deletes that one by YAML, and leaves the other.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { NIDS_OF_ONE, NIDS_OF_OTHER, nidsOfPeers, ONE, OTHER, peersYaml } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await road.addPeer(ONE);
    await road.addPeer(OTHER);
    const shown = async (nid: string): Promise<string[][]> =>
      (await road.peers({ nid })).map((peer) => peer["peer ni"].map((ni) => ni.nid));
    const [one, other] = [peersYaml(await shown(ONE.primaryNid)), peersYaml(await shown(OTHER.primaryNid))];
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE, NIDS_OF_OTHER]);
    await road.importYaml(one, { delete: true });
    expect(await nidsOfPeers(place)).toEqual([NIDS_OF_OTHER]);
    await road.importYaml(other, { delete: true });
    expect(await nidsOfPeers(place)).toEqual([]);
  });
}
