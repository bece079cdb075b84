// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0105: a net that the node does not have cannot be deleted, by an interface or whole; the one that there is stays.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const names = place.nics(2);
    await place.addTcp(2);
    await place.refuses("net delete of NI that is not there", place.road.deleteNet({ net: "tcp3", interfaces: [names[0]!] }));
    await place.refuses("net delete of unknown net", place.road.deleteNet({ net: "tcp3" }));
    expect(await place.layout()).toEqual({ tcp: names });
  });
}
