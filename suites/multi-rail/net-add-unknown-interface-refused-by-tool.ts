// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0090: an interface that there is not is refused, with that reason, and leaves no net behind; one that there is, is taken.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    await place.refuses("net add of unknown interface", place.road.addNet({ net: "tcp1", interfaces: ["amir"] }));
    expect(await place.layout()).toEqual({});
    await place.road.addNet({ net: "tcp1", interfaces: place.nics(1) });
    expect(await place.layout()).toEqual({ tcp1: place.nics(1) });
  });
}
