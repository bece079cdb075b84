// SPDX-License-Identifier: GPL-2.0-or-later
// A route is deleted by net and gateway: without the gateway it stays.
import { expect, type Parameters, type Results } from "lutf";
import { lacking, needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    await place.addTcp();
    const gateway = (router as Place).nid(0);
    await road.addRoute({ net: "tcp3", gateway, hops: 4 });
    const said = await place.refuses(
      "route delete without gateway",
      road.deleteRoute(lacking<{ net: string; gateway: string }>({ net: "tcp3" })),
    );
    expect(said).toContain("'gateway'");
    expect(await road.routes()).toMatchObject([{ net: "tcp3", gateway, hop: 4 }]);
  });
}
