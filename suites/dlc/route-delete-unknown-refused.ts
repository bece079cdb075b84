// SPDX-License-Identifier: GPL-2.0-or-later
// Deleting a route to a net to which there is none is refused, and the route that there is stays.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    await place.addTcp();
    const gateway = (router as Place).nid(0);
    await road.addRoute({ net: "tcp3", gateway, hops: 4 });
    await place.refuses("route delete of unknown net", road.deleteRoute({ net: "tcp4", gateway }));
    await place.refuses("route delete of unknown net", road.deleteRoute({ net: "tcp4", gateway: "10.10.10.10@tcp" }));
    expect(await road.routes()).toMatchObject([{ net: "tcp3", gateway, hop: 4 }]);
  });
}
