// SPDX-License-Identifier: GPL-2.0-or-later
// Routes are shown by net, gateway, hop count and priority; a filter that nothing matches shows nothing.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    await place.addTcp();
    const gateway = (router as Place).nid(0);
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (const number of numbers) await road.addRoute({ net: `tcp${number}`, gateway, hops: number, priority: number - 1 });

    const shown = async (filter: Parameters0): Promise<string[]> => (await road.routes(filter)).map(({ net }) => net).sort();
    type Parameters0 = NonNullable<globalThis.Parameters<typeof road.routes>[0]>;
    const all = numbers.map((number) => `tcp${number}`);
    expect(await shown({})).toEqual(all);
    expect(await shown({ net: "tcp6" })).toEqual(["tcp6"]);
    expect(await shown({ gateway })).toEqual(all);
    expect(await shown({ net: "tcp6", gateway })).toEqual(["tcp6"]);
    // Since 2.16 lnetctl takes these two and shows all the same (golden/04_route/042).
    const ignored = !place.isLibrary && !place.isOld;
    expect(await shown({ hops: 5 })).toEqual(ignored ? all : ["tcp5"]);
    expect(await shown({ priority: 5 })).toEqual(ignored ? all : ["tcp6"]);
  });
}
