// SPDX-License-Identifier: GPL-2.0-or-later
// numa_range by YAML reaches the module parameter. response_tracking is 3 by default; 0 to 3 are taken, by word and by YAML, and nothing else is. sanity-lnet 51, 104.
import { expect, type Parameters, type Results } from "lutf";
import { oneNode, tool } from "./_words.ts";

export const requires = oneNode;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const one = await tool();
  await results.step("51", async () => {
    for (const value of [11, 0, 25]) {
      await one.ok("import", `global:\n    numa_range: ${value}\n`);
      expect((await one.exported()).global?.["numa_range"], `numa_range of ${one.after}`).toBe(value);
      const { stdout } = await one.bed.node.exec(["cat", "/sys/module/lnet/parameters/lnet_numa_range"]);
      expect(stdout.trim(), `lnet_numa_range of ${one.after}`).toBe(`${value}`);
    }
  });
  await results.step("104", async () => {
    const tracking = async (): Promise<number | undefined> => (await one.exported()).global?.["response_tracking"];
    expect(await tracking(), `response_tracking of ${one.after}`).toBe(3);
    for (const value of [0, 1, 2, 3]) {
      await one.ok(`set response_tracking ${value}`);
      expect(await tracking(), `response_tracking of ${one.after}`).toBe(value);
      await one.ok("import", `global:\n    response_tracking: ${3 - value}\n`);
      expect(await tracking(), `response_tracking of ${one.after}`).toBe(3 - value);
    }
    for (const value of [-1, 4, 10]) {
      await one.refused(`set response_tracking ${value}`);
      await one.refused("import", `global:\n    response_tracking: ${value}\n`);
    }
  });
}
