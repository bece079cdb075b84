// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0096: CPTs outside of the parenthesis are bad syntax, and no net comes of it; inside they are taken. Legacy text, by the library (lnetctl 2.17 crashes on it).
import { expect, type Parameters, type Results } from "lutf";
import { needs } from "lutf/roads";
import { EVEN, shown, withCpts } from "./_cpts.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return withCpts(
    results,
    async (place) => {
      const [a, b] = place.nics(2) as [string, string];
      await place.refuses("ip2nets with CPTs after the bracket", place.road.addIp2nets(`tcp3(${a},${b}) ${shown(EVEN)} *.*.*.*`));
      expect(await place.layout()).toEqual({});
      await place.road.addIp2nets(`tcp3(${a},${b}${shown(EVEN)}) *.*.*.*`);
      expect(await place.layout()).toEqual({ tcp3: [a, b] });
    },
    ["library"],
  );
}
