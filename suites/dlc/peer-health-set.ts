// SPDX-License-Identifier: GPL-2.0-or-later
// The health of a peer's NIs is set one by one or all at once.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const primaryNid = "10.254.1.50@tcp";
    await road.addPeer({ primaryNid, nids: ["10.254.1.51@tcp"] });
    const health = async (): Promise<(number | undefined)[]> =>
      (await road.peers({ detail: 2 })).flatMap((peer) => peer["peer ni"].map((ni) => ni["health stats"]?.["health value"]));
    expect(await health()).toEqual([1000, 1000]);
    await road.setPeerHealth({ nid: "10.254.1.51@tcp", value: 500 });
    expect(await health()).toEqual([1000, 500]);
    // Peers that were never alive are not pinged (lnetconfig-api.md §3.12).
    expect(await road.recoveryQueue("peer")).toEqual([]);
    await road.setPeerHealth({ all: true, value: 1000 });
    expect(await health()).toEqual([1000, 1000]);
  });
}
