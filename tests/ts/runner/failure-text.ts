// SPDX-License-Identifier: GPL-2.0-or-later
// A failure explains itself: node, what, the line of TypeScript with its source, expected and seen, the command that runs it again.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = `import { BaseTest, expect, lutf } from "lutf";
export const requires = { agents: 1 };
export class Adder extends BaseTest {
  async add(a: number, b: number): Promise<number> {
    expect(a + b).toBe(5);
    return a + b;
  }
}
export async function run(): Promise<void> {
  await new Adder(lutf.agents.take(1)[0]).add(1, 2);
}
`;

export async function run(): Promise<void> {
  const { stdout, exitCode } = await runInline({ "sums/add.ts": script }, ["--local", "1", "--seed", "5"]);
  expect(exitCode, stdout).toBe(1);
  const shown = stdout.slice(stdout.indexOf("\n\n"));
  expect(shown).toMatch(/^FAIL {2}sums\/add$/m);
  expect(shown).toContain("[on agent1]");
  expect(shown).toMatch(/^ *- Expected\n *\+ Received\n\n *- 5\n *\+ 3\b/m);
  expect(shown).toMatch(/at suites\/sums\/add\.ts:5:\d+\n +5 \| {5}expect\(a \+ b\)\.toBe\(5\);/);
  expect(shown).toMatch(/suites\/sums\/add\.ts:10:/);
  expect(shown).toMatch(/again: lutf run --local 1 .*--seed 5 --only sums\/add$/m);
  expect(shown).toMatch(/log: +.*results\/\d{8}-\d{6}\/sums\/add$/m);
}
