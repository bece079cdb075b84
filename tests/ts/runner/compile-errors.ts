// SPDX-License-Identifier: GPL-2.0-or-later
// A script that does not compile fails alone, with the place and the line; the others run. What is repaired is compiled again.
import { expect } from "lutf";
import { passing, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  const broken = `import { value } from "./_value.ts";\nexport async function run(): Promise<void> {\n  const a = ;\n}\n`;
  await withProject(
    {
      "a/broken.ts": broken,
      "a/good.ts": passing,
      "a/uses-broken.ts": `import { x } from "./_broken.ts";\nexport async function run(): Promise<void> { x(); }`,
      "a/_broken.ts": "export function x( {",
    },
    async (project) => {
      const first = await project.lutf(["run"]);
      expect(first.exitCode, first.stderr).toBe(1);
      expect(first.rows["a/good"]!.status).toBe("PASS");
      expect(first.rows["a/broken"]).toMatchObject({
        status: "FAIL",
        error: expect.stringContaining('CompileError: Unexpected ";" (suites/a/broken.ts:3:13)'),
      });
      expect(first.rows["a/uses-broken"]).toMatchObject({ status: "FAIL", error: expect.stringContaining("suites/a/_broken.ts:1:") });
      expect(first.stdout).toContain("const a = ;");

      await project.write("suites/a/broken.ts", passing);
      await project.write("suites/a/_broken.ts", "export function x(): void {}\n");
      const second = await project.lutf(["run"]);
      expect(second.exitCode, second.stdout).toBe(0);
    },
  );
}
