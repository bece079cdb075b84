// SPDX-License-Identifier: GPL-2.0-or-later
// What cannot travel is refused with its place, in parameters and in results, and the objects live on.
import { BaseTest, type Data, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Box extends BaseTest {
  async give(kind: string): Promise<Data> {
    if (kind === "function") return { list: [1, (() => undefined) as unknown as Data] };
    return kind;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const box = new Box(agent);
  await expect(box.give(Symbol("s") as unknown as string)).rejects.toThrow(TypeError);
  await expect(box.give({ a: [1, () => 2] } as unknown as string)).rejects.toThrow(/parameters\[0\]\.a\[1\]/);
  await expect(box.give(agent as unknown as string)).rejects.toThrow(/a Node cannot be a parameter; pass its name/);
  await expect(box.give("function")).rejects.toThrow(/what Box\.give returned on .* cannot travel: .*list/);
  expect(await box.give("text")).toBe("text");
}
