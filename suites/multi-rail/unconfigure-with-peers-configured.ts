// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0170: LNet goes down, and its modules are unloaded, with peers that are still configured; nothing of them is left when it is up again.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { NIDS_OF_ONE, NIDS_OF_OTHER, nidsOfPeers, ONE, OTHER } from "./_peers.ts";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    for (const end of [() => road.unconfigure(), () => road.unload()]) {
      await road.addPeer(ONE);
      await road.addPeer(OTHER);
      expect(await nidsOfPeers(place)).toEqual([NIDS_OF_ONE, NIDS_OF_OTHER]);
      await end();
      await road.configure();
      expect(await nidsOfPeers(place)).toEqual([]);
    }
  });
}
