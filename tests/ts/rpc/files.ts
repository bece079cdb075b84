// SPDX-License-Identifier: GPL-2.0-or-later
// Files on a node, also larger than one message.
import { expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const { stdout } = await agent.exec(["mktemp", "-d"]);
  const folder = stdout.trim();
  try {
    await agent.writeFile(`${folder}/text`, "Zeile\n");
    expect(await agent.readFile(`${folder}/text`)).toBe("Zeile\n");
    await agent.writeFile(`${folder}/text`, "");
    expect(await agent.readFile(`${folder}/text`)).toBe("");

    // Larger than one message; cmp compares what came back with what was written.
    const large = new Uint8Array(18 * 1024 * 1024 + 3);
    for (let at = 0; at < large.length; at += 4093) large[at] = at % 251;
    await agent.writeFile(`${folder}/large`, large);
    const back = await agent.readBytes(`${folder}/large`);
    expect([back.length, back[4093 * 7]]).toEqual([large.length, (4093 * 7) % 251]);
    await agent.writeFile(`${folder}/back`, back);
    expect(await agent.exec(["cmp", `${folder}/large`, `${folder}/back`])).toEqual({ stdout: "", stderr: "", code: 0 });
    expect((await agent.exec(["stat", "-c", "%s", `${folder}/large`])).stdout).toBe(`${large.length}\n`);
  } finally {
    await agent.exec(["rm", "-rf", folder]);
  }
  await expect(agent.readFile(folder)).rejects.toThrow("ENOENT");
}
