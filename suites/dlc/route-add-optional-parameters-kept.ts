// SPDX-License-Identifier: GPL-2.0-or-later
// Hop count and priority of a route are those it was added with; the defaults are -1 and 0. Deleted routes are gone.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    await place.addTcp();
    const gateway = (router as Place).nid(0);
    await road.addRoute({ net: "tcp2", gateway });
    await road.addRoute({ net: "tcp3", gateway, hops: 4 });
    await road.addRoute({ net: "tcp4", gateway, priority: 2 });
    await road.addRoute({ net: "tcp5", gateway, hops: 255, priority: 7 });
    const routes = (await road.routes()).sort((a, b) => a.net.localeCompare(b.net));
    expect(routes.map(({ net, gateway: by, hop, priority }) => [net, by, hop, priority])).toEqual([
      ["tcp2", gateway, -1, 0],
      ["tcp3", gateway, 4, 0],
      ["tcp4", gateway, -1, 2],
      ["tcp5", gateway, 255, 7],
    ]);

    for (const { net } of routes) {
      await road.deleteRoute({ net, gateway });
      expect((await road.routes()).map((route) => route.net)).not.toContain(net);
    }
  });
}
