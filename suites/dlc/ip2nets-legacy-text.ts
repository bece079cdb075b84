// SPDX-License-Identifier: GPL-2.0-or-later
// Legacy ip2nets text adds the interface if one of the node's addresses matches, and refuses what it cannot read.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const [name] = place.nics(1) as [string];
    const address = place.nid(0).replace(/@.*/, "");
    const pattern = address.replace(/\d+$/, "*");
    await place.road.addIp2nets(`tcp20(${name}) ${pattern}`);
    expect(await place.layout()).toEqual({ tcp20: [name] });
    expect(await place.road.nids()).toEqual([`${address}@tcp20`]);

    await place.refuses("ip2nets that match nothing", place.road.addIp2nets(`tcp21(${name}) 203.0.113.*`));
    await place.refuses("ip2nets of garbage", place.road.addIp2nets("garbage"));
    expect(await place.layout()).toEqual({ tcp20: [name] });
  });
}
