// SPDX-License-Identifier: GPL-2.0-or-later
// One text has nets and routes: both come, and both go, whichever is deleted first.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";
import { netsYaml, routesYaml, THREE_NETS } from "./_yaml.ts";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    const [name] = place.nics(1) as [string];
    const gateway = (router as Place).nid(0);
    await place.addTcp();
    const nets = netsYaml(name, THREE_NETS);
    const routes = routesYaml(gateway, [
      { net: "tcp5", hop: 4 },
      { net: "tcp6", hop: 9 },
      { net: "tcp7", hop: 6 },
    ]);
    for (const text of [nets + routes, routes + nets]) {
      await road.importYaml(text);
      expect(Object.keys(await place.layout())).toEqual(["tcp", "tcp2", "tcp3", "tcp4"]);
      expect((await road.routes()).map(({ net, hop }) => `${net} ${hop}`).sort()).toEqual(["tcp5 4", "tcp6 9", "tcp7 6"]);
      await road.importYaml(text, { delete: true });
      expect(Object.keys(await place.layout())).toEqual(["tcp"]);
      expect(await road.routes()).toEqual([]);
    }
  });
}
