// SPDX-License-Identifier: GPL-2.0-or-later
// Ask the same question on two nodes and compare the answers.
import { BaseTest, expect, lutf, type Requires } from "lutf";
import { readFile } from "lutf/fs";

export const requires: Requires = { agents: 2 };

export class Kernel extends BaseTest {
  async describe(): Promise<{ type: string; release: string }> {
    const read = async (name: string) => (await readFile(`/proc/sys/kernel/${name}`, "utf8")).trim();
    return { type: await read("ostype"), release: await read("osrelease") };
  }
}

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const [first, second] = await Promise.all([new Kernel(one).describe(), new Kernel(two).describe()]);
  expect(first.type).toBe("Linux");
  expect(second, `${two.name} does not run the kernel that ${one.name} runs`).toEqual(first);
}
