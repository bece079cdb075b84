// SPDX-License-Identifier: GPL-2.0-or-later
// A failure explains itself: node, what, the line of TypeScript with its source, expected and seen, the command that runs it again.
import { expect } from "lutf";
import { failing, passing, runInline } from "./_inline.ts";

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
  expect(stdout).toMatch(/^seed: 5$/m);
  expect((await runInline({ "a/x.ts": passing })).stdout).not.toContain("seed:");
  expect((await runInline({ "a/x.ts": failing }, ["--tests-id", "mine"])).results!["testsID"]).toBe("mine");

  const deep = (
    await runInline({
      "a/deep.ts": "function f(n: number): number { return f(n + 1) + 1; }\nexport const run = async (): Promise<number> => f(0);",
    })
  ).stdout;
  expect(deep).toMatch(/at f \(suites\/a\/deep\.ts:1:\d+\)\n +… \d\d more$/m);
  expect(deep.split("at f (").length).toBe(2);

  // Frames of ours on the agent are left out where there are others.
  const slow = `import { lutf } from "lutf"; export const requires = { agents: 1 };
export async function run(): Promise<void> { await lutf.agents[0]!.exec(["sleep", "5"], { timeout: "100ms" }); }`;
  const there = (await runInline({ "a/slow.ts": slow }, ["--local", "1"])).stdout;
  expect(there).toMatch(/^ +at run \(suites\/a\/slow\.ts:2:\d+\)$/m);
  expect(there).not.toMatch(/\(ts\/|----/);

  // What cannot be imported is shown where it is asked for, without frames of ours.
  const imports = await runInline({
    "a/_there.ts": "export const there = 1;\n",
    "a/_between.ts": 'import { absent } from "./_there.ts";\nexport const between = absent;\n',
    "a/indirect.ts": 'import { between } from "./_between.ts";\nexport const run = async (): Promise<void> => between;\n',
    "a/missing.ts":
      'import { lutf } from "lutf";\nimport { x } from "./_gone.ts";\nexport const run = async (): Promise<void> => x(lutf);\n',
    "a/part.ts": 'import {\n  lutf,\n  nothing,\n} from "lutf";\nexport const run = async (): Promise<void> => nothing(lutf);\n',
  });
  expect(imports.stdout).toMatch(/at suites\/a\/_between\.ts:1:10\n +1 \| import \{ absent \} from/);
  expect(imports.stdout).toMatch(/at suites\/a\/missing\.ts:2:20\n +2 \| import \{ x \} from/);
  expect(imports.stdout).toMatch(/at suites\/a\/part\.ts:3:3\n +3 \| {3}nothing,/);
  expect(imports.stdout).not.toContain("test-realm");
}
