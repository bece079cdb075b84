// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0030: NIs of one net have CPTs of their own; one that is added without has all.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { ALL, cptsByNic, EVEN, ODD, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 3);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const [a, b, c] = place.nics(3) as [string, string, string];
    await place.road.addNet({ net: "tcp1", interfaces: [a], cpts: EVEN });
    await place.road.addNet({ net: "tcp1", interfaces: [b], cpts: ODD });
    await place.road.addNet({ net: "tcp1", interfaces: [c] });
    expect(await cptsByNic(place)).toEqual({ tcp1: { [a]: shown(EVEN), [b]: shown(ODD), [c]: shown(ALL) } });
  });
}
