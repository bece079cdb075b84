// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0110: neither an interface that there is not, nor one that is not on the net, can be deleted from it; its NIs stay.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const [on, off] = place.nics(2) as [string, string];
    await place.addTcp(1);
    await place.refuses("net delete of unknown interface", place.road.deleteNet({ net: "tcp", interfaces: ["amir"] }));
    await place.refuses("net delete of NI that is not there", place.road.deleteNet({ net: "tcp", interfaces: [off] }));
    expect(await place.layout()).toEqual({ tcp: [on] });
  });
}
