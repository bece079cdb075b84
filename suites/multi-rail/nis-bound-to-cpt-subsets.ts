// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0025: NIs of two nets are bound to the CPTs that their net was added with.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { cptsByNic, EVEN, ODD, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 4);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const [a, b, c, d] = place.nics(4) as [string, string, string, string];
    await place.road.addNet({ net: "tcp1", interfaces: [a, b], cpts: EVEN });
    await place.road.addNet({ net: "tcp2", interfaces: [c, d], cpts: ODD });
    expect(await cptsByNic(place)).toEqual({ tcp1: { [a]: shown(EVEN), [b]: shown(EVEN) }, tcp2: { [c]: shown(ODD), [d]: shown(ODD) } });
  });
}
