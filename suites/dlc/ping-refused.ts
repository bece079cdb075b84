// SPDX-License-Identifier: GPL-2.0-or-later
// Nobody answers, nobody can be reached, or it is no NID: each is an error that names the NID.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const absent = place.nid(0).replace(/\d+@tcp$/, "250@tcp");
    expect(await place.refuses("ping of absent host", road.ping(absent, { timeout: 5000 }))).toContain(absent);
    expect(await place.refuses("discover of absent host", road.discover(absent))).toContain(absent);
    expect(await place.refuses("ping of net without route", road.ping("10.5.5.5@tcp55"))).toContain("10.5.5.5@tcp55");
    await place.refuses("ping of no NID", road.ping("junk"));
    expect(await road.ping(place.nid(0))).toEqual([place.nid(0)]);
  });
}
