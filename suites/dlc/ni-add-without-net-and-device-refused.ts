// SPDX-License-Identifier: GPL-2.0-or-later
// With neither net nor interface nothing is added.
import { expect, type Parameters, type Results } from "lutf";
import type { AddNet } from "lutf/lnet";
import { lacking, needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const said = await place.refuses("net add with neither", place.road.addNet(lacking<AddNet>({})));
    expect(said).toContain("network");
    expect(await place.layout()).toEqual({});
    await place.addTcp();
  });
}
