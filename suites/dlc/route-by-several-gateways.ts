// SPDX-License-Identifier: GPL-2.0-or-later
// A range of gateways gives a route by each of them, and each can be deleted alone.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const prefix = place.nid(0).replace(/\d+@tcp$/, "");
    await road.addRoute({ net: "tcp9", gateway: `${prefix}[203-205]@tcp`, priority: 1 });
    const gateways = async (): Promise<string[]> => (await road.routes({ net: "tcp9" })).map(({ gateway }) => gateway).sort();
    expect(await gateways()).toEqual([203, 204, 205].map((last) => `${prefix}${last}@tcp`));
    await road.deleteRoute({ net: "tcp9", gateway: `${prefix}204@tcp` });
    expect(await gateways()).toEqual([203, 205].map((last) => `${prefix}${last}@tcp`));
  });
}
