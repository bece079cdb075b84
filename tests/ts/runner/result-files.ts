// SPDX-License-Identifier: GPL-2.0-or-later
// results.yaml has the design document's shape, and each test its files.

import { expect } from "lutf";
import { readdir } from "lutf/fs";
import { parse } from "lutf/yaml";
import { runInline, withProject } from "./_inline.ts";

const script = `
import { expect, lutf, type Results } from "lutf";
export async function run(parameters: { count?: number }, results: Results): Promise<object> {
  console.log("said", parameters.count);
  await results.step("first", async () => lutf.sleep("20ms"));
  results.record("seed", lutf.run.seed);
  results.record("big", 2n ** 70n);
  await results.attach("note.txt", "kept");
  return { answer: [42] };
}
`;

export async function run(): Promise<void> {
  await withProject({ "a/works.ts": script, "a/suite.yaml": "description: Shapes.\n" }, async ({ lutf, read, folder }) => {
    const { results, exitCode, stdout } = await lutf([
      "run",
      "--param",
      "count=3",
      "--param",
      "test_group=review-ldiskfs",
      "--param",
      "test_index=10",
      "--seed",
      "7",
    ]);
    expect(exitCode, stdout).toBe(0);
    expect(results!.TestGroup).toMatchObject({ test_group: "review-ldiskfs", testhost: expect.any(String), user_name: expect.any(String) });
    expect(results!.TestGroup["submission"]).toMatch(/^\w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d UTC \d{4}$/);
    expect(results!["test_index"]).toBe(10);
    expect(results).toMatchObject({ testsID: expect.stringMatching(/^\d{8}-\d{6}/), seed: 7 });
    expect(results!.Tests).toEqual([
      {
        name: "a",
        description: "Shapes.",
        submission: expect.stringMatching(/ UTC \d{4}$/),
        report_version: 2,
        result_path: "suites/a",
        SubTests: [{ name: "works", status: "PASS", duration: expect.any(Number), return_code: 0, error: null }],
        duration: expect.any(Number),
        status: "PASS",
      },
    ]);
    const { duration } = results!.Tests[0]!.SubTests[0]!;
    expect(duration).toBeGreaterThan(0.019);
    expect(Number.isInteger(duration)).toBe(false);

    const result = parse(await read("results/latest/a/works/result.yaml"));
    expect(result).toMatchObject({
      suite: "a",
      name: "works",
      status: "PASS",
      value: { answer: [42] },
      records: { seed: 7, big: "1180591620717411303424" },
      attachments: ["note.txt"],
      steps: [{ name: "first", status: "PASS", error: null }],
      script: "suites/a/works.ts",
      again: expect.stringContaining("--only a/works"),
    });
    expect(await read("results/latest/a/works/note.txt")).toBe("kept");
    // It is there also of a run without agents.
    expect(await readdir(`${folder}/results/latest/nodes`)).toEqual([]);
    expect(await read("results/latest/a/works/console.log")).toMatch(/^\d\d:\d\d:\d\d\.\d{3} master said 3\n$/);
  });

  // Whoever fails has an error and a positive code, whatever there was no error object for.
  const { rows } = await runInline({
    "a/absent.ts": `import { readFile } from "lutf/fs"; export async function run(): Promise<void> { await readFile("/no-such-file"); }`,
    "a/waits.ts": `import { lutf } from "lutf"; export const requires = { timeout: "100ms" };
export async function run(): Promise<void> { await lutf.sleep("1h"); }`,
  });
  expect(rows["a/absent"]).toMatchObject({ status: "FAIL", return_code: 2, error: expect.stringContaining("ENOENT") });
  expect(rows["a/waits"]).toMatchObject({ status: "TIMEOUT", return_code: 124, error: "not finished after 0.1 s" });
}
