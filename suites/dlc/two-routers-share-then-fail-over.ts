// SPDX-License-Identifier: GPL-2.0-or-later
// Two routers of the same priority share what goes through them; when one stops routing the other takes all, and when it routes
// again they share again.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";
import { reached, startRouting } from "./_routing.ts";

export const requires = needs(4, 2, { timeout: "40m" });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 4, configured: false }, async (client, ...others) => {
    const [server, ...routers] = others as [Place, Place, Place];
    for (const router of routers) {
      const [near, far] = router.nics(2) as [string, string];
      await startRouting(router);
      await router.road.addNet({ net: "tcp", interfaces: [near] });
      await router.road.addNet({ net: "tcp1", interfaces: [far] });
    }
    for (const router of routers) await reached(router, 1);
    await client.road.configure();
    await client.road.addNet({ net: "tcp", interfaces: client.nics(1) });
    await server.road.configure();
    await server.road.addNet({ net: "tcp1", interfaces: server.nics(2).slice(1) });
    for (const router of routers) {
      await client.road.addRoute({ net: "tcp1", gateway: router.nid(0) });
      await server.road.addRoute({ net: "tcp", gateway: router.nid(1, "tcp1") });
    }
    const to = server.nid(1, "tcp1");
    const forwarded = async (): Promise<number[]> => {
      const count = async (): Promise<number[]> =>
        await Promise.all(routers.map(async ({ road }) => (await road.stats())["route_count"] as number));
      const before = await count();
      for (let ping = 0; ping < 40; ping++) expect(await client.road.ping(to)).toEqual([to]);
      return (await count()).map((now, index) => now - (before[index] as number));
    };
    const routesUp = async (...wanted: Place[]): Promise<void> => {
      const gateways = wanted.map((router) => router.nid(0)).sort();
      let up: string[] = [];
      const areUp = async (): Promise<boolean> => {
        const routes = await client.road.routes();
        up = routes.flatMap(({ gateway, state }) => (state === "up" ? [gateway] : [])).sort();
        return up.join() === gateways.join();
      };
      await lutf.waitUntil(areUp, {
        timeout: "400s",
        interval: "10s",
        message: `${client.node.name} has routes that are up through ${gateways.join(" and ")}`,
        seen: () => `through ${up.join(" and ") || "nobody"}`,
      });
    };

    const names = routers.map(({ node }) => node.name).join(" and ");
    await routesUp(...routers);
    const shared = await forwarded();
    for (const count of shared) expect(count, `forwarded by ${names}, which share: ${shared.join(" and ")}`).toBeGreaterThan(20);

    const [stays, stops] = routers as [Place, Place];
    await stops.road.setRouting(false);
    await reached(stops, 0);
    await routesUp(stays);
    const [all, none] = await forwarded();
    expect(all, `forwarded by ${stays.node.name}, the only router`).toBeGreaterThanOrEqual(80);
    expect(none, `forwarded by ${stops.node.name}, which routes no more`).toBe(0);

    await stops.road.setRouting(true, { tiny: 512, small: 4096, large: 256 });
    await reached(stops, 1);
    await routesUp(...routers);
    const again = await forwarded();
    for (const count of again) expect(count, `forwarded by ${names}, which share again: ${again.join(" and ")}`).toBeGreaterThan(20);
  });
}
