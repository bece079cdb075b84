// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0015: of several NIs the first, one in the middle and the last can be deleted alone; the others stay, in their order.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 3);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const names = place.nics(3);
    for (const gone of names) {
      await place.addTcp(3);
      expect(await place.layout()).toEqual({ tcp: names });
      await place.road.deleteNet({ net: "tcp", interfaces: [gone] });
      expect(await place.layout()).toEqual({ tcp: names.filter((name) => name !== gone) });
      await place.road.deleteNet({ net: "tcp" });
    }
  });
}
