// SPDX-License-Identifier: GPL-2.0-or-later
// An NI needs an interface: without one nothing is added.
import { expect, type Parameters, type Results } from "lutf";
import type { AddNet } from "lutf/lnet";
import { lacking, needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const said = await place.refuses("net add without interface", place.road.addNet(lacking<AddNet>({ net: "tcp4" })));
    expect(said).toContain("interface");
    expect(await place.layout()).toEqual({});
    await place.road.addNet({ net: "tcp4", interfaces: place.nics(1) });
  });
}
