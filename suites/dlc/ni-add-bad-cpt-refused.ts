// SPDX-License-Identifier: GPL-2.0-or-later
// A CPT that the node does not have is refused, and no net is left of the attempt.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    await place.refuses("net add with CPT out of range", place.road.addNet({ net: "tcp", interfaces: place.nics(1), cpts: [120] }));
    expect(await place.layout()).toEqual({});
    await place.road.addNet({ net: "tcp", interfaces: place.nics(1), cpts: [0] });
  });
}
