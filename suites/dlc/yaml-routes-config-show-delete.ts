// SPDX-License-Identifier: GPL-2.0-or-later
// Routes come from YAML with their hop counts and go by the same text; each node has its own, whichever it is.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";
import { routesYaml } from "./_yaml.ts";

export const requires = needs(2, 1);

const routes = [
  { net: "tcp4", hop: 4 },
  { net: "tcp5", hop: 9 },
  { net: "tcp6", hop: 6 },
];

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (first, other) => {
    const second = other as Place;
    await first.addTcp();
    await second.addTcp();
    for (const [place, router] of [
      [first, second],
      [second, first],
    ] as const) {
      const gateway = router.nid(0);
      const shown = async (): Promise<unknown[]> =>
        (await place.road.routes())
          .map((route) => ({ net: route.net, hop: route.hop, gateway: route.gateway }))
          .sort((a, b) => a.net.localeCompare(b.net));
      await place.road.importYaml(routesYaml(gateway, routes));
      expect(await shown()).toEqual(routes.map((route) => ({ ...route, gateway })));
      expect(await router.road.routes()).toEqual([]);
      await place.road.importYaml(routesYaml(gateway, routes.slice(1)), { delete: true });
      expect(await shown()).toEqual([{ ...routes[0], gateway }]);
      await place.road.importYaml(routesYaml(gateway, routes.slice(0, 1)), { delete: true });
      expect(await shown()).toEqual([]);
    }
  });
}
