// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a destination NID has the highest priority if it names none, and otherwise the one it names.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, HIGHEST, oneNode } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    await road.addPolicy({ dst: "192.168.122.101@tcp2" });
    await road.addPolicy({ dst: "192.168.122.102@tcp2", priority: 7 });
    expect(await road.policies()).toEqual([
      { idx: 0, dst: "192.168.122.101@tcp2", action: HIGHEST },
      { idx: 1, dst: "192.168.122.102@tcp2", action: { priority: 7 } },
    ]);
  });
}
