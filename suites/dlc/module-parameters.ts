// SPDX-License-Identifier: GPL-2.0-or-later
// The module parameter `networks` is obeyed when it is asked for, and ignored otherwise.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false }, async (place) => {
    const { road } = place;
    const [first, second] = place.nics(2) as [string, string];
    const parameters = { networks: `tcp(${first}),tcp1(${first},${second})` };
    await road.configure({ parameters, fromModuleParameters: true });
    expect(await place.layout()).toEqual({ tcp: [first], tcp1: [first, second] });

    await place.begin({ configured: false });
    await road.configure({ parameters });
    expect(await place.layout()).toEqual({});
    if (place.isOld) return;
    // Since 2.16, who once did without them does without them until the module is loaded again (golden/12_extra/002).
    await road.unconfigure();
    await road.configure({ fromModuleParameters: true });
    expect(await place.layout()).toEqual({});
  });
}
