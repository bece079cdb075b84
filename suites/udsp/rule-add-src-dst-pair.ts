// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a source and a destination is a preference for that pair: it has no priority.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, oneNode } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    const rule = { src: "192.168.122.1@tcp1", dst: "192.168.122.101@tcp1" };
    await road.addPolicy(rule);
    expect(await road.policies()).toEqual([{ idx: 0, ...rule }]);
  });
}
