// SPDX-License-Identifier: GPL-2.0-or-later
// Every way in which a script can end has its status, its row and its share in the exit code.
import { expect } from "lutf";
import { failing, passing, runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const { exitCode, rows, results, stdout } = await runInline({
    "good/passes.ts": passing,
    "good/skips.ts": `import { lutf } from "lutf"; export async function run(): Promise<void> { lutf.skip("there is no moon"); }`,
    "bad/fails.ts": failing,
    "bad/passes.ts": passing,
    "bad/times-out.ts": `import { lutf } from "lutf"; export const requires = { timeout: "200ms" }; export async function run(): Promise<void> { await lutf.waitFor("godot"); }`,
    "bad/loops.ts": `export const requires = { timeout: "200ms" }; export async function run(): Promise<void> { for (;;); }`,
    "bad/no-run.ts": `export const something = 1;`,
    "none/skips.ts": `import { lutf } from "lutf"; export async function run(): Promise<void> { lutf.skip("nothing to do"); }`,
  });
  expect(exitCode, stdout).toBe(1);
  const statuses = Object.fromEntries(Object.entries(rows).map(([name, { status }]) => [name, status]));
  expect(statuses).toEqual({
    "good/passes": "PASS",
    "good/skips": "SKIP",
    "bad/fails": "FAIL",
    "bad/passes": "PASS",
    "bad/times-out": "TIMEOUT",
    "bad/loops": "TIMEOUT",
    "bad/no-run": "FAIL",
    "none/skips": "SKIP",
  });
  expect(rows["good/skips"]).toMatchObject({ reason: "there is no moon", return_code: 0, error: null });
  expect(rows["bad/fails"]!.error).toContain("Error: it is broken");
  expect(rows["bad/fails"]!.return_code).toBe(1);
  expect(rows["bad/no-run"]!.error).toContain("run");
  // A suite follows its scripts.
  expect(results!.Tests.map(({ name, status }) => [name, status])).toEqual([
    ["bad", "FAIL"],
    ["good", "PASS"],
    ["none", "SKIP"],
  ]);
  expect(stdout).toMatch(/^2 passed, 4 failed, 2 skipped$/m);
}
