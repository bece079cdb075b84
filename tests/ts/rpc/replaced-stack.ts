// SPDX-License-Identifier: GPL-2.0-or-later
// A stack that somebody gave an error of another node travels with it, as the stack of any other error does.
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class Relay extends BaseTest {
  fail(): void {
    throw new EvalError("far away");
  }

  async passOn(next: string): Promise<void> {
    try {
      await new Relay(lutf.getTarget(next)).fail();
    } catch (error) {
      (error as Error).stack = "    at mine (suites/mine.ts:1:1)";
      throw error;
    }
  }
}

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const error: unknown = await new Relay(one).passOn(two.name).catch((thrown: unknown) => thrown);
  expect((error as Error).message).toBe("far away");
  expect((error as Error).stack).toContain("at mine (suites/mine.ts:1:1)");
}
