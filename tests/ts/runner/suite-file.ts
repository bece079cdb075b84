// SPDX-License-Identifier: GPL-2.0-or-later
// suite.yaml: description, timeouts, skips, expected failures, callbacks around each script; a mistake is shown with line and column.
import { expect } from "lutf";
import { failing, passing, runInline } from "./_inline.ts";

const callbacks = `
import { appendFile } from "lutf/fs";
export async function setup(): Promise<void> { await appendFile("order", "suite setup\\n"); }
export async function cleanup(): Promise<void> { await appendFile("order", "suite cleanup\\n"); }
`;

export async function run(): Promise<void> {
  const { rows, results, exitCode, stdout } = await runInline({
    "a/suite.yaml":
      'description: One of each.\ntimeout: 300ms\nskips:\n  skipped: "LU-1: not yet"\nexpected_failures:\n  fails: "LU-2: known"\n  passes: "LU-3: was known"\n  waits: "LU-4: hangs"\n',
    "a/fails.ts": failing,
    "a/passes.ts": passing,
    "a/skipped.ts": failing,
    "a/waits.ts": `import { lutf } from "lutf"; export async function run(): Promise<void> { await lutf.sleep("1h"); }`,
  });
  expect(exitCode, stdout).toBe(1);
  expect(rows["a/fails"]).toMatchObject({ status: "EXPECTED_FAILURE", reason: "LU-2: known", return_code: 0 });
  expect(rows["a/passes"]).toMatchObject({ status: "UNEXPECTED_PASS", return_code: 1 });
  expect(rows["a/passes"]!.reason).toContain("LU-3: was known");
  expect(rows["a/passes"]!.error).toBe(rows["a/passes"]!.reason);
  expect(rows["a/skipped"]).toMatchObject({ status: "SKIP", reason: "LU-1: not yet", duration: 0 });
  expect(rows["a/waits"]).toMatchObject({ status: "EXPECTED_FAILURE", reason: "LU-4: hangs" });
  expect(rows["a/waits"]!.duration).toBeLessThan(5);
  expect(results!.Tests[0]!.description).toBe("One of each.");

  const around = await runInline({
    "a/suite.yaml": "setup: _around.ts\ncleanup: _around.ts\n",
    "a/_around.ts": callbacks,
    "a/x.ts": `import { appendFile, readFile } from "lutf/fs";
export async function setup(): Promise<void> { await appendFile("order", "setup\\n"); }
export async function run(): Promise<void> { throw new Error(await readFile("order", "utf8")); }
export async function cleanup(): Promise<void> { await appendFile("order", "cleanup\\n"); }`,
    "a/y.ts": `import { readFile } from "lutf/fs"; export async function run(): Promise<void> { throw new Error(await readFile("order", "utf8")); }`,
  });
  expect(around.rows["a/x"]!.error).toContain("suite setup\nsetup\n");
  expect(around.rows["a/y"]!.error).toContain("suite setup\nsetup\ncleanup\nsuite cleanup\nsuite setup\n");

  const mistakes: [file: string, says: string][] = [
    [
      "timeuot: 3s\n",
      'suites/a/suite.yaml:1:1: unknown key "timeuot". Did you mean timeout? The keys are description, timeout, expected_failures, skips, setup, cleanup',
    ],
    ["timeout: 30\n", 'suite.yaml:1:10: timeout needs a unit: write "30s" or "30ms", not 30'],
    ["setup: _x.ts\n", 'suite.yaml:1:8: setup names "_x.ts", which is no module of this suite.'],
    ["description: x\ncleanup: x.ts\n", "suite.yaml:2:10: x.ts exports no function cleanup: write"],
    ["skips:\n  x: why\nexpected_failures:\n  x: why\n", "suite.yaml:2:3: x is in skips and in expected_failures"],
    ["description: x\ntimeout: soon\n", 'suite.yaml:2:10: timeout must be a duration such as 30s, 500ms or 2m, not "soon"'],
    ["skips: [x]\n", "suite.yaml:1:8: skips must be a mapping of script names to reasons"],
    ["skips:\n  x:\n", "suite.yaml:2:"],
    ["skips:\n  xx: why\n", 'suite.yaml:2:3: skips names "xx", which is no script of this suite. Did you mean x?'],
    ["a: [\n", "suite.yaml:"],
    ["- a\n", "suite.yaml:1:1: a suite's file is a mapping"],
  ];
  for (const [file, says] of mistakes) {
    const { exitCode: code, stderr } = await runInline({ "a/suite.yaml": file, "a/x.ts": passing });
    expect(code, file).toBe(2);
    expect(stderr).toContain(says);
  }
}
