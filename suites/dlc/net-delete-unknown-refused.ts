// SPDX-License-Identifier: GPL-2.0-or-later
// Deleting a net, an NI or an interface that is not there is refused, and what is there stays.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [, second] = place.nics(2) as [string, string];
    await place.addTcp();
    await place.refuses("net delete of unknown net", road.deleteNet({ net: "tcp9" }));
    await place.refuses("net delete of NI that is not there", road.deleteNet({ net: "tcp", interfaces: [second] }));
    await place.refuses("net delete of unknown interface", road.deleteNet({ net: "tcp", interfaces: ["amir"] }));
    await place.refuses("net show of unknown net", road.nets({ net: "tcp9" }));
    expect(await place.layout()).toEqual({ tcp: place.nics(1) });
  });
}
