// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0045: of two interfaces of ip2nets one names CPTs and is bound to them; the other has all.
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { ALL, cptsByNic, EVEN, ip2netsYaml, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(results, async (place) => {
    const [a, b] = place.nics(2) as [string, string];
    await place.road.importYaml(ip2netsYaml("tcp3", [a, `${b}${shown(EVEN)}`], ["*.*.*.*"]));
    expect(await cptsByNic(place)).toEqual({ tcp3: { [a]: shown(ALL), [b]: shown(EVEN) } });
  });
}
