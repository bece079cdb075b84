// SPDX-License-Identifier: GPL-2.0-or-later
// Two rules, for a net and for a NID on it, stand in their order; when the first goes, the second becomes the first.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, HIGHEST, oneNode } from "./_rules.ts";

export const requires = oneNode;
const nid = "192.168.122.1@tcp1";

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    await road.addPolicy({ src: "tcp1" });
    expect(await road.policies()).toEqual([{ idx: 0, src: "tcp1", action: HIGHEST }]);
    await road.addPolicy({ src: nid });
    expect(await road.policies()).toEqual([
      { idx: 0, src: "tcp1", action: HIGHEST },
      { idx: 1, src: nid, action: HIGHEST },
    ]);
    await road.deletePolicy(0);
    expect(await road.policies()).toEqual([{ idx: 0, src: nid, action: HIGHEST }]);
  });
}
