// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0035: the ip2nets section of a YAML text makes an NI of each interface whose address matches, and of no other; so does the legacy text (deprecated in 2.17).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { ip2netsYaml } from "./_cpts.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [name] = place.nics(1) as [string];
    const address = place.nid(0).replace(/@.*/, "");
    await road.importYaml(ip2netsYaml("tcp3", [name], [address]));
    await road.addIp2nets(`tcp4(${name}) ${address}`);
    expect(await place.layout()).toEqual({ tcp3: [name], tcp4: [name] });
    expect(await road.nids()).toEqual([`${address}@tcp3`, `${address}@tcp4`]);
  });
}
