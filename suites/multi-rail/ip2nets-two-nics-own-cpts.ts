// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0050: two interfaces of ip2nets are bound to the CPTs that each names, also by the legacy text.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { cptsByNic, EVEN, ip2netsYaml, ODD, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const [a, b] = place.nics(2) as [string, string];
    const bound = { [a]: shown(EVEN), [b]: shown(ODD) };
    await place.road.importYaml(ip2netsYaml("tcp3", [`${a}${shown(EVEN)}`, `${b}${shown(ODD)}`], ["*.*.*.*"]));
    expect(await cptsByNic(place)).toEqual({ tcp3: bound });
    // lnetctl 2.17 crashes on a list of CPTs in the legacy text (golden/02_net).
    if (!place.isLibrary && !place.isOld) return;
    await place.road.addIp2nets(`tcp4(${a}${shown(EVEN)},${b}${shown(ODD)}) *.*.*.*`);
    expect(await cptsByNic(place)).toEqual({ tcp3: bound, tcp4: bound });
  });
}
