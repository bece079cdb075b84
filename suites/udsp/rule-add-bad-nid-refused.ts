// SPDX-License-Identifier: GPL-2.0-or-later
// What is neither a NID nor a net, and rules that cannot be, are refused with a word on which part is wrong; no rule comes about.
import { expect, type Parameters, type Results } from "lutf";
import { byEachRoad, oneNode, refused } from "./_rules.ts";

export const requires = oneNode;
const NO_NIDS = ["abcd", "tcppp", "t", "o2ibbb", "o2i", `1${"0".repeat(30)}1`];

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await byEachRoad(results, async (road) => {
    // Without its first letter: 2.15 begins the word with an escape (golden/20_v2_15_8/108).
    for (const bad of NO_NIDS) {
      expect((await refused(road.addPolicy({ src: bad }), `--src ${bad}`)).descr).toContain("ailed to parse src");
      expect((await refused(road.addPolicy({ dst: bad }), `--dst ${bad}`)).descr).toContain("ailed to parse dst");
      expect((await refused(road.addPolicy({ route: bad, dst: "tcp" }), `--rte ${bad}`)).descr).toContain("ailed to parse rte");
    }
    const [src, dst, route] = ["tcp", "10.1.1.1@tcp1", "10.1.1.2@tcp"];
    expect((await refused(road.addPolicy({ src, route }), "src and rte")).descr).toContain("src and rte cannot be combined");
    expect((await refused(road.addPolicy({ src, dst, route }), "all three")).descr).toContain(
      "combination of src, dst and rte is not supported",
    );
    expect(await road.policies()).toEqual([]);
    // The same words with a good NID are taken.
    await road.addPolicy({ route, dst });
    expect(await road.policies()).toHaveLength(1);
  });
}
