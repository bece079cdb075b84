// SPDX-License-Identifier: GPL-2.0-or-later
// A net is the name of an LND and a number up to 65535: anything else is refused, and the greatest number works.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const interfaces = place.nics(1);
    for (const net of ["amir", "tcpX", "5tcp", "TCP"]) {
      await place.refuses("net add of no LND", place.road.addNet({ net, interfaces }));
    }
    // The number runs into the type of the net, which then is none (lnetconfig-api.md §3.15).
    // LUTF does not give it to the library.
    const spilling = place.road.addNet({ net: "tcp65536", interfaces });
    if (place.isLibrary) await expect(spilling).rejects.toMatchObject({ name: "LnetRefused" });
    else await place.refuses("net add with number out of range", spilling);
    expect(await place.layout()).toEqual({});

    await place.road.addNet({ net: "tcp65535", interfaces });
    expect(await place.layout()).toEqual({ tcp65535: interfaces });
  });
}
