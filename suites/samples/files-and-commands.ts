// SPDX-License-Identifier: GPL-2.0-or-later
// Files and commands on a node: by the node's own methods, or in a method with the modules `lutf/fs` and `lutf/child-process`.
import { BaseTest, expect, lutf, type Requires } from "lutf";
import { execFile } from "lutf/child-process";
import { mkdtemp, readFile, rm, writeFile } from "lutf/fs";

export const requires: Requires = { agents: 1 };

export class Folder extends BaseTest {
  async sorted(lines: string[]): Promise<string[]> {
    const folder = await mkdtemp("/tmp/lutf-sample-");
    try {
      await writeFile(`${folder}/lines`, `${lines.join("\n")}\n`);
      const { stdout } = await execFile("sort", [`${folder}/lines`]);
      await writeFile(`${folder}/sorted`, stdout);
      return (await readFile(`${folder}/sorted`, "utf8")).trimEnd().split("\n");
    } finally {
      await rm(folder, { recursive: true });
    }
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  expect(await new Folder(agent).sorted(["b", "c", "a"])).toEqual(["a", "b", "c"]);

  const { stdout, stderr, code } = await agent.exec(["sh", "-c", "echo out; echo err >&2; exit 3"]);
  expect({ stdout, stderr, code }).toEqual({ stdout: "out\n", stderr: "err\n", code: 3 });

  await expect(agent.readFile("/nonexistent/file")).rejects.toThrow("ENOENT");
}
