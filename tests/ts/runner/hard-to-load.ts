// SPDX-License-Identifier: GPL-2.0-or-later
// Scripts that loop while they load, throw then, or import what is not there: each has its verdict, and the others run.
import { expect } from "lutf";
import { passing, runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const { rows, exitCode, stdout } = await runInline({
    "a/suite.yaml": "timeout: 1s\n",
    "a/imports-nothing.ts": `import { x } from "./_absent.ts";\nexport async function run(): Promise<void> { x(); }`,
    "a/passes.ts": passing,
    "a/throws.ts": `export const x = 1;\nthrow new Error("while loading");\n${passing}`,
    "a/waits.ts": `await new Promise(() => undefined);\n${passing}`,
    "a/loops.ts": `for (;;);\n${passing}`,
  });
  expect(exitCode, stdout).toBe(1);
  expect(rows["a/passes"]!.status).toBe("PASS");
  expect(rows["a/waits"]).toMatchObject({ status: "FAIL", error: expect.stringContaining("Top-level await") });
  expect(rows["a/loops"]).toMatchObject({ status: "TIMEOUT", reason: expect.stringContaining("loading it was not finished after 1") });
  expect(rows["a/throws"]).toMatchObject({ status: "FAIL", error: expect.stringContaining("while loading") });
  expect(rows["a/throws"]!.error).toContain("suites/a/throws.ts:2:");
  expect(rows["a/imports-nothing"]).toMatchObject({ status: "FAIL", error: expect.stringContaining("_absent.ts") });
}
