// SPDX-License-Identifier: GPL-2.0-or-later
// An endless loop in an agent's method ends with its test, and the next test gets an agent that answers.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

export const requires = { timeout: "30s" };

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline(
    {
      "a/loop.ts": `import { BaseTest, lutf } from "lutf"; export const requires = { agents: 1, timeout: "500ms" };
export class Spin extends BaseTest {
  async spin(): Promise<void> { for (;;); }
}
export async function run(): Promise<void> { await new Spin(lutf.agents[0]).spin(); }`,
      "a/next.ts": `import { BaseTest, lutf } from "lutf"; export const requires = { agents: 1, timeout: "2s" };
export class Plain extends BaseTest { async one(): Promise<number> { return 1; } }
export async function run(): Promise<void> { await new Plain(lutf.agents[0]).one(); }`,
    },
    ["--local", "1", "--jobs", "1"],
  );
  expect(rows["a/loop"]!.status, stdout).toBe("TIMEOUT");
  // What it took to get the agent back is none of the test's time.
  expect(rows["a/loop"]!.duration).toBeLessThan(1);
  expect(stdout).toMatch(/agent1 was running JavaScript that did not come back.*loop\.ts:3:\d+/);
  expect(rows["a/next"]!.status, stdout).toBe("PASS");
}
