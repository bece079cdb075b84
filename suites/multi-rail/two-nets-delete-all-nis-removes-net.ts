// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0020: a net goes with its last NI; another net keeps its own.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 4);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const names = place.nics(4);
    const [ones, others] = [names.slice(0, 2), names.slice(2)];
    await road.addNet({ net: "tcp1", interfaces: ones });
    await road.addNet({ net: "tcp2", interfaces: others });
    expect(await place.layout()).toEqual({ tcp1: ones, tcp2: others });
    await road.deleteNet({ net: "tcp1", interfaces: [ones[0]!] });
    expect(await place.layout()).toEqual({ tcp1: [ones[1]], tcp2: others });
    await road.deleteNet({ net: "tcp1", interfaces: [ones[1]!] });
    expect(await place.layout()).toEqual({ tcp2: others });
  });
}
