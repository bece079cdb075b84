// SPDX-License-Identifier: GPL-2.0-or-later
// Two nodes on different nets reach each other through a router, which counts what it forwards.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";
import { reached, startRouting } from "./_routing.ts";

export const requires = needs(3, 2, { timeout: "20m" });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 3, configured: false }, async (client, ...others) => {
    const [server, router] = others as [Place, Place];
    const [near, far] = router.nics(2) as [string, string];
    await startRouting(router);
    await router.road.addNet({ net: "tcp", interfaces: [near] });
    await router.road.addNet({ net: "tcp1", interfaces: [far] });
    await reached(router, 1);
    await client.road.configure();
    await client.road.addNet({ net: "tcp", interfaces: client.nics(1) });
    await client.road.addRoute({ net: "tcp1", gateway: router.nid(0) });
    await server.road.configure();
    await server.road.addNet({ net: "tcp1", interfaces: server.nics(2).slice(1) });
    await server.road.addRoute({ net: "tcp", gateway: router.nid(1, "tcp1") });
    await lutf.waitUntil(async () => (await client.road.routes())[0]?.state === "up", {
      timeout: "180s",
      interval: "5s",
      message: "the route is up",
    });

    const before = (await router.road.stats())["route_count"] as number;
    const to = server.nid(1, "tcp1");
    for (let count = 0; count < 10; count++) expect(await client.road.ping(to)).toEqual([to]);
    // The question and the answer of each ping.
    expect(((await router.road.stats())["route_count"] as number) - before).toBeGreaterThanOrEqual(20);
    await router.road.setRouting(false);
  });
}
