// SPDX-License-Identifier: GPL-2.0-or-later
// A rule is deleted by its index only: one that there is not, or that is no number, is an error and leaves the list as it is; -1 means all.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { lnet } from "lutf/lnet";
import { byEachRoad, HIGHEST, oneNode, refused } from "./_rules.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const there = lnet.on(lutf.agents.take(1)[0]);
  const { generation } = await there.info();
  await byEachRoad(results, async (road) => {
    const rules = [{ idx: 0, src: "tcp1", action: HIGHEST }];
    await road.addPolicy({ src: "tcp1" });
    // 2.15 takes it for done (golden/07_udsp/029, 20_v2_15_8/108).
    if (generation.startsWith("2.15")) await road.deletePolicy(20);
    else expect(await refused(road.deletePolicy(20), "index 20 of 1")).toMatchObject({ errno: -2 });
    expect(await road.policies()).toEqual(rules);
    if (road.road === "lnetctl") {
      const { code, stderr } = await there.cli.run(["udsp", "del", "--idx", "abcd"]);
      expect(code, `index abcd: ${stderr}`).not.toBe(0);
      expect(await road.policies()).toEqual(rules);
    }
    await road.addPolicy({ src: "tcp2" });
    await road.deletePolicy(-1);
    expect(await road.policies()).toEqual([]);
  });
}
