// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0055: lnetctl by its words: an NI comes and goes, and numa_range is what it was set to.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { roads: ["lnetctl"] }, async (place) => {
    const [name] = place.nics(1) as [string];
    const lnetctl = async (...words: string[]): Promise<void> => {
      const { code, stdout, stderr } = await place.node.exec(["lnetctl", ...words]);
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
    };
    await lnetctl("net", "add", "--net", "tcp", "--if", name);
    expect(await place.layout()).toEqual({ tcp: [name] });
    await lnetctl("net", "del", "--net", "tcp", "--if", name);
    expect(await place.layout()).toEqual({});
    await lnetctl("set", "numa_range", "900");
    expect((await place.road.settings()).numa_range).toBe(900);
    expect((await place.lnet.settings()).numa_range).toBe(900);
  });
}
