// SPDX-License-Identifier: GPL-2.0-or-later
// The program lnetctl that a shell finds on the node prints and returns what `lnet.cli` says it does.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { roads: ["lnetctl"] }, async (place) => {
    await place.addTcp();
    const both = async (words: string[], input = ""): Promise<{ stdout: string; code: number }> => {
      const { stdout, stderr, code } = await place.node.exec(["lnetctl", ...words], { input });
      expect(await place.lnet.cli.run(words, { input })).toEqual({ stdout, stderr, code });
      return { stdout, code };
    };
    const shown = await both(["net", "show", "--net", "tcp"]);
    expect(shown).toEqual({ stdout: expect.stringContaining(place.nid(0)), code: 0 });
    expect((await both(["net", "add", "--net", "tcp", "--if", "amir"])).code).not.toBe(0);
    await both(["import"], "frobnicate:\n    - a: 1\n");
    const shell = await place.node.exec(["sh", "-c", "lnetctl net show --net tcp | grep -c nid:"]);
    expect(shell).toMatchObject({ stdout: "1\n", code: 0 });
  });
}
