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
    const up = async (): Promise<string[]> =>
      (await client.road.routes()).filter(({ state }) => state === "up").map(({ gateway }) => gateway);
    const forwarded = async (): Promise<number[]> => {
      const count = async (): Promise<number[]> =>
        await Promise.all(routers.map(async ({ road }) => (await road.stats())["route_count"] as number));
      const before = await count();
      for (let ping = 0; ping < 40; ping++) expect(await client.road.ping(to)).toEqual([to]);
      return (await count()).map((now, index) => now - (before[index] as number));
    };
    const routesUp = (count: number): Promise<unknown> =>
      lutf.waitUntil(async () => (await up()).length === count, { timeout: "400s", interval: "10s", message: `${count} routes are up` });

    await routesUp(2);
    const shared = await forwarded();
    for (const count of shared) expect(count, `shared: ${shared.join(" and ")}`).toBeGreaterThan(20);

    const [stays, stops] = routers as [Place, Place];
    await stops.road.setRouting(false);
    await reached(stops, 0);
    await routesUp(1);
    expect(await up()).toEqual([stays.nid(0)]);
    const [all, none] = await forwarded();
    expect(all).toBeGreaterThanOrEqual(80);
    expect(none).toBe(0);

    await stops.road.setRouting(true, { tiny: 512, small: 4096, large: 256 });
    await reached(stops, 1);
    await routesUp(2);
    const again = await forwarded();
    for (const count of again) expect(count, `shared again: ${again.join(" and ")}`).toBeGreaterThan(20);
  });
}
