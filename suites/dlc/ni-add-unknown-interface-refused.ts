// SPDX-License-Identifier: GPL-2.0-or-later
// An interface that is not there is refused, and no net is left of the attempt.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    await place.refuses("net add of unknown interface", place.road.addNet({ net: "tcp4", interfaces: ["amir"] }));
    expect(await place.layout()).toEqual({});
    await place.road.addNet({ net: "tcp4", interfaces: place.nics(1) });
    expect(await place.layout()).toEqual({ tcp4: place.nics(1) });
  });
}
