// SPDX-License-Identifier: GPL-2.0-or-later
// An NI needs a net: without one nothing is added, and LNet says what is missing.
import { expect, type Parameters, type Results } from "lutf";
import type { AddNet } from "lutf/lnet";
import { lacking, needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const interfaces = place.nics(1);
    const said = await place.refuses("net add without net", place.road.addNet(lacking<AddNet>({ interfaces })));
    expect(said).toContain("'network'");
    expect(await place.layout()).toEqual({});
    await place.road.addNet({ net: "tcp", interfaces });
  });
}
