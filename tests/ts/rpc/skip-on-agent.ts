// SPDX-License-Identifier: GPL-2.0-or-later
// lutf.skip() in a method on an agent arrives as a SkipError, which the runner takes for a skip, and says its reason.
import { BaseTest, expect, lutf, type Requires, SkipError } from "lutf";

export const requires: Requires = { agents: 1 };

export class Picky extends BaseTest {
  async check(): Promise<void> {
    lutf.skip("this node does not feel like it");
  }

  async needs(): Promise<void> {
    lutf.self.interfaces("o2ib", 99);
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const error = await new Picky(agent).check().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SkipError);
  expect((error as Error).message).toBe("this node does not feel like it");
  await expect(new Picky(agent).needs()).rejects.toThrow(/has \d+ of the 99 o2ib interfaces/);
}
