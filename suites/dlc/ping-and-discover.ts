// SPDX-License-Identifier: GPL-2.0-or-later
// A ping says which NIDs the other node has; discovery makes one Multi-Rail peer of them, by whichever NID it was asked.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, there) => {
    const { road } = place;
    const other = there as Place;
    await place.addTcp(2);
    await other.addTcp(2);
    const nids = [other.nid(0), other.nid(1)];
    expect(await road.ping(nids[0] as string)).toEqual(nids);
    expect(await road.ping(nids[1] as string, { source: place.nid(1), timeout: 2000 })).toEqual(nids);

    expect(await road.discover(nids[1] as string)).toEqual({ primaryNid: nids[0], multiRail: true, nids });
    expect(await road.discover(nids[0] as string, { force: true })).toMatchObject({ primaryNid: nids[0] });
    const [peer] = await road.peers({ nid: nids[1] as string, detail: 3 });
    expect(peer).toMatchObject({ "primary nid": nids[0], "Multi-Rail": true });
    expect(peer?.["peer ni"].map(({ nid }) => nid)).toEqual(nids);
    // MULTI_RAIL, DISCOVERED, NIDS_UPTODATE (lnetconfig-api.md §3.16).
    expect((peer?.["peer state"] as number) & 273).toBe(273);
    // The other node knows this one: it was told.
    expect((await other.road.peers()).map((one) => one["primary nid"])).toEqual([place.nid(0)]);
  });
}
