// SPDX-License-Identifier: GPL-2.0-or-later
// --repeat runs all again, each with a row of its own; --stop-on-failure begins nothing more, and what was not run has a row that says why.
import { expect } from "lutf";
import { failing, passing, runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const thrice = await runInline({ "a/x.ts": passing }, ["--repeat", "3"]);
  expect(Object.keys(thrice.rows)).toEqual(["a/x", "a/x#2", "a/x#3"]);
  const stopped = await runInline({ "a/x.ts": passing, "b/y.ts": failing, "c/z.ts": passing }, ["--stop-on-failure"]);
  expect(stopped.exitCode).toBe(1);
  expect(Object.values(stopped.rows).map(({ status }) => status)).toEqual(["PASS", "FAIL", "SKIP"]);
  expect(stopped.rows["c/z"]!.reason).toContain("--stop-on-failure");
}
