// SPDX-License-Identifier: GPL-2.0-or-later
// What no route can be: to a local net, by a gateway that is on no local net, to or by lo, with numbers out of range.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, router) => {
    const { road } = place;
    const gateway = (router as Place).nid(0);
    const net = "tcp5";
    await place.addTcp();
    await road.addNet({ net: "tcp1", interfaces: place.nics(1) });

    await place.refuses("route add to local net", road.addRoute({ net: "tcp1", gateway }));
    await place.refuses("route add to lo", road.addRoute({ net: "lo", gateway }));
    await place.refuses("route add to no LND", road.addRoute({ net: "foo", gateway }));
    await place.refuses("route add by no NID", road.addRoute({ net, gateway: "junk" }));
    await place.refuses("route add by lo", road.addRoute({ net, gateway: "0@lo" }));
    await place.refuses("route add by gateway on no local net", road.addRoute({ net, gateway: "10.5.5.5@tcp55" }));
    for (const hops of [0, 256, -5]) await place.refuses("route add with hop out of range", road.addRoute({ net, gateway, hops }));
    await place.refuses("route add with negative priority", road.addRoute({ net, gateway, priority: -3 }));
    expect(await road.routes()).toEqual([]);

    await road.addRoute({ net, gateway, hops: 1 });
    await place.refuses("route add twice", road.addRoute({ net, gateway, hops: 9 }));
    expect(await road.routes()).toMatchObject([{ net, gateway, hop: 1 }]);
  });
}
