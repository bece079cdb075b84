// SPDX-License-Identifier: GPL-2.0-or-later
// No peer can be made of what is no NID, and a NID belongs to one peer.
import { expect, type Parameters, type Results } from "lutf";
import type { AddPeer } from "lutf/lnet";
import { lacking, needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    await place.refuses("peer add without primary", road.addPeer(lacking<AddPeer>({})));
    for (const primaryNid of ["junk", "10.1.1.300@tcp", "10.1.1@tcp", "10.1.1.5@foo"]) {
      await place.refuses("peer add of no NID", road.addPeer({ primaryNid }));
    }
    expect(await road.peers()).toEqual([]);

    const [one, other] = ["10.254.1.50@tcp", "10.254.1.60@tcp"];
    await road.addPeer({ primaryNid: one, nids: ["10.254.1.51@tcp"] });
    await road.addPeer({ primaryNid: other });
    await place.refuses("peer add of no NID to a peer", road.addPeer({ primaryNid: other, nids: ["junk"] }));
    await place.refuses("peer add of another peer's NID", road.addPeer({ primaryNid: other, nids: ["10.254.1.51@tcp"] }));
    expect(await road.peers({ nid: "10.254.1.51@tcp" })).toMatchObject([
      { "primary nid": one, "peer ni": [{ nid: one }, { nid: "10.254.1.51@tcp" }] },
    ]);
    // Since 2.16 lnetctl deletes the peer that it was to extend (golden/03_peer/020).
    const left = (await road.peers()).map((peer) => peer["primary nid"]).sort();
    expect(left).toEqual(place.isLibrary || place.isOld ? [one, other] : [one]);
  });
}
