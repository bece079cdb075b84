// SPDX-License-Identifier: GPL-2.0-or-later
// The exit code tells passed, failed, nothing ran, wrong command line and could not start apart.
import { expect } from "lutf";
import { failing, passing, runInline, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  expect((await runInline({ "a/b.ts": passing })).exitCode).toBe(0);
  expect((await runInline({ "a/b.ts": failing })).exitCode).toBe(1);
  expect((await runInline({ "a/b.ts": `export const requires = { agents: 1 };\n${passing}` })).exitCode).toBe(3);
  expect((await runInline({})).exitCode).toBe(3);
  expect((await runInline({ "a/b.ts": passing }, ["--only", "x"])).exitCode).toBe(2);
  expect((await runInline({ "a/b.ts": passing }, ["--no-such-option"])).exitCode).toBe(2);
  expect((await runInline({ "a/b.ts": passing }, ["--param", "nonsense"])).exitCode).toBe(2);
  expect((await runInline({ "a/b.ts": passing, "a/suite.yaml": "timeuot: 3s\n" })).exitCode).toBe(2);
  await withProject({ "a/b.ts": passing }, async ({ lutf }) => {
    expect((await lutf(["run", "--results", "/proc/no-results-here"])).exitCode).toBe(4);
  });
}
