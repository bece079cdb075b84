// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0155: the library takes 128 NIDs in one call and refuses 129, naming the limit, with nothing left; a peer may have more by several calls.
// lnetctl 2.17 goes another way and has no such limit (golden/03_peer).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { nidsOfPeers } from "./_peers.ts";

export const requires = needs(1, 0);

const LIMIT = 128;
const primaryNid = "192.168.122.1@tcp";

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    // The primary is one of them.
    const add = (count: number): Promise<void> => road.addPeer({ primaryNid, nids: [`192.168.122.[1-${count}]@tcp`] });
    for (const count of [34, LIMIT - 1, LIMIT]) {
      await add(count);
      expect((await nidsOfPeers(place)).map((nids) => nids.length)).toEqual([count]);
      await road.deletePeer({ primaryNid });
    }
    const limited = place.isLibrary || place.isOld;
    if (limited) {
      const said = await place.refuses("peer add of more NIDs than a call takes", add(LIMIT + 1));
      // lnetctl 2.15 gives the status alone.
      if (place.isLibrary) expect(said).toContain(`${LIMIT} NIDs`);
    } else await add(LIMIT + 1);
    expect((await nidsOfPeers(place)).map((nids) => nids.length)).toEqual(limited ? [] : [LIMIT + 1]);
    if (!limited) await road.deletePeer({ primaryNid });

    await road.addPeer({ primaryNid, nids: ["192.168.122.[1-100]@tcp"] });
    await road.addPeer({ primaryNid, nids: ["192.168.123.[1-100]@tcp"] });
    expect((await nidsOfPeers(place)).map((nids) => nids.length)).toEqual([200]);
  });
}
