// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a source net is the first of the list and has the highest priority if it names none.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, HIGHEST, oneNode } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    await road.addPolicy({ src: "tcp" });
    expect(await road.policies()).toEqual([{ idx: 0, src: "tcp", action: HIGHEST }]);
  });
}
