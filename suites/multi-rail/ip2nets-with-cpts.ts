// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0040: an interface of ip2nets that names CPTs is bound to them.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { cptsByNic, EVEN, ip2netsYaml, ODD, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const [name] = place.nics(1) as [string];
    const address = place.nid(0).replace(/@.*/, "");
    await place.road.importYaml(ip2netsYaml("tcp3", [`${name}${shown(EVEN)}`], [address]));
    const bound: Record<string, Record<string, string>> = { tcp3: { [name]: shown(EVEN) } };
    // lnetctl 2.17 crashes on a list of CPTs in the legacy text (golden/02_net).
    if (place.isLibrary || place.isOld) {
      await place.road.addIp2nets(`tcp4(${name}${shown(ODD)}) ${address}`);
      bound["tcp4"] = { [name]: shown(ODD) };
    }
    expect(await cptsByNic(place)).toEqual(bound);
  });
}
