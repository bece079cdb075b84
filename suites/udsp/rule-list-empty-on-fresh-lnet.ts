// SPDX-License-Identifier: GPL-2.0-or-later
// LNet that has just been configured has no rules, whatever there was before it was unconfigured, or unloaded.
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { byEachRoad, oneNode } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    await road.addPolicy({ src: "tcp" });
    expect(await road.policies()).toHaveLength(1);
    await road.unconfigure();
    await road.configure();
    expect(await road.policies(), "configured again").toEqual([]);
    await road.addPolicy({ src: "tcp" });
    const [anew] = await testbed({ nodes: 1, nets: {} });
    expect(anew.lnet.road).toBe("library");
    expect(await road.policies()).toEqual([]);
  });
}
