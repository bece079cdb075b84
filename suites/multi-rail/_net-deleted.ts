// SPDX-License-Identifier: GPL-2.0-or-later
// Two peers, each on a net of its own; one of the nets is deleted.
import { expect, type Results } from "lutf";
import { overEachRoad } from "lutf/roads";
import { nidsOfPeers, ONE, OTHER, onNet } from "./_peers.ts";

/** The peer of that net is gone with it, and the other has not changed. */
export function netDeleted(results: Results, gone: "tcp1" | "tcp2"): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const names = place.nics(2);
    await road.addNet({ net: "tcp1", interfaces: names });
    await road.addNet({ net: "tcp2", interfaces: names });
    await road.addPeer(onNet(ONE, "tcp1"));
    await road.addPeer(onNet(OTHER, "tcp2"));
    expect(await nidsOfPeers(place)).toHaveLength(2);
    const [left, lost] = gone === "tcp1" ? [OTHER, ONE] : [ONE, OTHER];
    const kept = onNet(left, gone === "tcp1" ? "tcp2" : "tcp1").primaryNid;
    const before = await road.peers({ nid: kept, detail: 1 });
    await road.deleteNet({ net: gone });
    await place.refuses("peer show of unknown", road.peers({ nid: onNet(lost, gone).primaryNid }));
    expect((await nidsOfPeers(place)).map(([primary]) => primary)).toEqual([kept]);
    expect(await road.peers({ nid: kept, detail: 1 })).toEqual(before);
  });
}
