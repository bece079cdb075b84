// SPDX-License-Identifier: GPL-2.0-or-later
// Configuring what is configured, and taking down what is down, change nothing and are no error.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    await road.configure();
    expect(await place.layout()).toEqual({ tcp: place.nics(1) });

    await road.unconfigure();
    await place.refuses("net show unconfigured", road.nets());
    await road.unconfigure();
    await road.configure();
    expect(await place.layout()).toEqual({});
  });
}
