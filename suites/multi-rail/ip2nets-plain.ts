// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0035: the ip2nets section of a YAML text makes an NI of each interface whose address matches, and of no other; so does the legacy text (deprecated in 2.17).
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";
import { ip2netsYaml } from "./_cpts.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const [name, other] = place.nics(2) as [string, string];
    const address = place.nid(0).replace(/@.*/, "");
    await road.importYaml(ip2netsYaml("tcp3", [name], [address]));
    await road.addIp2nets(`tcp4(${name}) ${address}`);
    await place.refuses("import of ip2nets that match nothing", road.importYaml(ip2netsYaml("tcp5", [other], [address])));
    await place.refuses("ip2nets that match nothing", road.addIp2nets(`tcp5(${other}) 203.0.113.1`));
    expect(await place.layout()).toEqual({ tcp3: [name], tcp4: [name] });
    expect(await road.nids()).toEqual([`${address}@tcp3`, `${address}@tcp4`]);
    await road.importYaml(ip2netsYaml("tcp5", [], [place.nid(1).replace(/@.*/, "")]));
    expect(await place.layout()).toEqual({ tcp3: [name], tcp4: [name], tcp5: [other] });
  });
}
