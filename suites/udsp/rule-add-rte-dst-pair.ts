// SPDX-License-Identifier: GPL-2.0-or-later
// A rule for a router and a destination is a preference: it has no priority.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, oneNode } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    await road.addPolicy({ route: "192.168.122.50@tcp1", dst: "192.168.122.102@tcp2" });
    expect(await road.policies()).toEqual([{ idx: 0, rte: "192.168.122.50@tcp1", dst: "192.168.122.102@tcp2" }]);
  });
}
