// SPDX-License-Identifier: GPL-2.0-or-later
// A peer without Multi-Rail has one NID on a net. lnetctl ignores the option since 2.16 (golden/03_peer/045).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const primaryNid = "10.254.1.70@tcp";
    const obeyed = place.isLibrary || place.isOld;
    await road.addPeer({ primaryNid, multiRail: false });
    expect(await road.peers()).toMatchObject([{ "primary nid": primaryNid, "Multi-Rail": !obeyed }]);
    if (!obeyed) return;
    await place.refuses(
      "peer add of second NID of a net to one without Multi-Rail",
      road.addPeer({ primaryNid, nids: ["10.254.1.71@tcp"], multiRail: false }),
    );
    await road.addPeer({ primaryNid, nids: ["10.254.1.71@tcp1"], multiRail: false });
    expect((await road.peers())[0]?.["peer ni"]).toHaveLength(2);
  });
}
