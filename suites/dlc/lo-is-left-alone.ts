// SPDX-License-Identifier: GPL-2.0-or-later
// The net lo is always there: it can be neither added nor deleted.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const before = await place.road.nets();
    await place.refuses("net add of lo", place.road.addNet({ net: "lo", interfaces: place.nics(1) }));
    await place.refuses("net delete of lo", place.road.deleteNet({ net: "lo" }));
    expect(await place.road.nets()).toEqual(before);
    expect(before).toMatchObject([{ "net type": "lo" }]);
  });
}
