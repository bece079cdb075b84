// SPDX-License-Identifier: GPL-2.0-or-later
// An interface is on a net once: adding it again is refused and changes nothing. On another net it may be.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const interfaces = place.nics(1);
    await place.addTcp();
    const before = await place.road.nets({ detail: 1 });
    await place.refuses("net add twice", place.addTcp());
    await place.refuses("net add twice", place.road.addNet({ net: "tcp", interfaces, tunables: { peerCredits: 32 } }));
    expect(await place.road.nets({ detail: 1 })).toEqual(before);
    await place.road.addNet({ net: "tcp1", interfaces });
    expect(await place.layout()).toEqual({ tcp: interfaces, tcp1: interfaces });
  });
}
