// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0095: a CPT that the node does not have is refused, the first above the last one too; NIs that were there keep their CPTs.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { CPTS, cptsByNic, EVEN, ODD, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 3);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const { road } = place;
    const [a, b, c] = place.nics(3) as [string, string, string];
    await road.addNet({ net: "tcp1", interfaces: [a], cpts: EVEN });
    await road.addNet({ net: "tcp1", interfaces: [b], cpts: ODD });
    const before = { tcp1: { [a]: shown(EVEN), [b]: shown(ODD) } };
    for (const cpts of [[CPTS, CPTS + 1], [CPTS], [CPTS - 1, CPTS]]) {
      await place.refuses("net add with CPT out of range", road.addNet({ net: "tcp1", interfaces: [c], cpts }));
      expect(await cptsByNic(place)).toEqual(before);
    }
    await road.addNet({ net: "tcp1", interfaces: [c], cpts: [CPTS - 1] });
    expect(await cptsByNic(place)).toEqual({ tcp1: { ...before.tcp1, [c]: shown([CPTS - 1]) } });
  });
}
