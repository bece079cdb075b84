// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0070: one interface may be on several nets, each of which has exactly its own.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 3);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const [a, b, c] = place.nics(3) as [string, string, string];
    await place.road.addNet({ net: "tcp1", interfaces: [a, b] });
    await place.road.addNet({ net: "tcp2", interfaces: [b, c] });
    expect(await place.layout()).toEqual({ tcp1: [a, b], tcp2: [b, c] });
    expect(await place.road.nids()).toEqual([place.nid(0, "tcp1"), place.nid(1, "tcp1"), place.nid(1, "tcp2"), place.nid(2, "tcp2")]);
    await place.road.deleteNet({ net: "tcp1", interfaces: [b] });
    expect(await place.layout()).toEqual({ tcp1: [a], tcp2: [b, c] });
  });
}
