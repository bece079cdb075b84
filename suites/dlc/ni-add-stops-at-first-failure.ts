// SPDX-License-Identifier: GPL-2.0-or-later
// Adding several interfaces is not atomic: those before the one that fails stay, those after it are not tried.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const [first, second] = place.nics(2) as [string, string];
    await place.road.addNet({ net: "tcp", interfaces: [second] });
    await place.refuses("net add twice", place.road.addNet({ net: "tcp", interfaces: [first, second] }));
    expect(await place.layout()).toEqual({ tcp: [second, first] });
  });
}
