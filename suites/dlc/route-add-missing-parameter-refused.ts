// SPDX-License-Identifier: GPL-2.0-or-later
// A route needs a net and a gateway: LNet says which is missing, and no route appears.
import { expect, type Parameters, type Results } from "lutf";
import type { AddRoute } from "lutf/lnet";
import { lacking, needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    await place.addTcp();
    const gateway = (router as Place).nid(0);
    const noNet = await place.refuses("route add without net", road.addRoute(lacking<AddRoute>({ gateway })));
    const noGateway = await place.refuses("route add without gateway", road.addRoute(lacking<AddRoute>({ net: "tcp5" })));
    const neither = await place.refuses("route add with neither", road.addRoute(lacking<AddRoute>({})));
    expect([noNet, noGateway, neither]).toEqual([
      expect.stringMatching(/'net(work)?'/),
      expect.stringMatching(/'gateway'/),
      expect.stringMatching(/'net(work)? ?, ?gateway'/),
    ]);
    expect(await road.routes()).toEqual([]);
    await road.addRoute({ net: "tcp5", gateway });
    expect(await road.routes()).toHaveLength(1);
  });
}
