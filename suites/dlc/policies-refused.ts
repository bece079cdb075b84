// SPDX-License-Identifier: GPL-2.0-or-later
// Rules that name nothing, what is no NID, or too much are refused, and so are duplicates and indexes that there are not.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1, { lnet: { version: ">=2.15" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp();
    const nid = "10.254.1.2@tcp";
    await place.refuses("policy without NIDs", road.addPolicy({}));
    for (const src of ["junk", "10.1.1.300@tcp", "*@tcp", "10.1.1.1"])
      await place.refuses("policy of no NID", road.addPolicy({ src, priority: 1 }));
    await place.refuses("policy of three NIDs", road.addPolicy({ src: "tcp", dst: nid, route: nid }));
    await place.refuses("policy of source and router", road.addPolicy({ src: "tcp", route: nid }));
    expect(await road.policies()).toEqual([]);

    await road.addPolicy({ src: "tcp", priority: 1 });
    await place.refuses("policy twice", road.addPolicy({ src: "tcp", priority: 1 }));
    await place.refuses("policy delete of unknown index", road.deletePolicy(99));
    expect(await road.policies()).toEqual([{ idx: 0, src: "tcp", action: { priority: 1 } }]);
  });
}
