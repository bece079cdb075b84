// SPDX-License-Identifier: GPL-2.0-or-later
// A script finds the suites in `lutf.suites`, runs scripts of them and gets their verdicts.
import { expect } from "lutf";
import { failing, runInline } from "./_inline.ts";

const asks = `import { expect, lutf } from "lutf";
import { writeFile } from "lutf/fs";
export const requires = { agents: 1 };
export async function run(): Promise<void> {
  await lutf.suites.reload();
  expect(lutf.suites.list()).toEqual(["asks", "others"]);
  const { scripts } = lutf.suites["others"]!;
  expect(Object.keys(scripts)).toEqual(["echo", "fails", "needs-two"]);
  expect(scripts["needs-two"]!.requires.agents).toBe(2);
  expect(await scripts["echo"]!.run({ give: 7n })).toMatchObject({ suite: "others", script: "echo", status: "PASS", value: [7n, lutf.agents[0]!.name] });
  expect(await scripts["fails"]!.run()).toMatchObject({ status: "FAIL", error: { message: "it is broken" } });
  expect(await scripts["needs-two"]!.run()).toMatchObject({ status: "SKIP", reason: "requires 2 agents, 1 agent alive" });
  expect((await lutf.suites["others"]!.run("[ef]*")).map(({ script }) => script)).toEqual(["echo", "fails"]);
  // Edited on the master, it is the new one that runs.
  await writeFile("suites/others/fails.ts", "export async function run(): Promise<string> { return 'repaired'; }");
  await scripts["fails"]!.reload();
  expect(await scripts["fails"]!.run()).toMatchObject({ status: "PASS", value: "repaired" });
  expect(() => lutf.suites["other"]).toThrow("there is no suite other; there are asks, others");
}
`;

export async function run(): Promise<void> {
  const { exitCode, stdout } = await runInline(
    {
      "asks/asks.ts": asks,
      "others/fails.ts": failing,
      "others/needs-two.ts": `export const requires = { agents: 2 }; export async function run(): Promise<void> {}`,
      "others/echo.ts": `import { lutf } from "lutf"; export const requires = { agents: 1 };
export async function run(parameters: { give?: bigint }): Promise<unknown> { return [parameters.give, lutf.agents[0]!.name]; }`,
    },
    ["--local", "1", "--suite", "asks"],
  );
  expect(exitCode, stdout).toBe(0);
}
