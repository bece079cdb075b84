// SPDX-License-Identifier: GPL-2.0-or-later
// Results that cannot be written make the run fail and say so; the tests run all the same.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const spoils = `import { lutf } from "lutf";
import { rm, writeFile } from "lutf/fs";
export async function run(): Promise<void> {
  await rm(lutf.run.output, { recursive: true });
  await writeFile(lutf.run.output, "in the way");
}
`;
const fills = `import { lutf } from "lutf";
import { symlink } from "lutf/fs";
export async function run(): Promise<void> { await symlink("/dev/full", lutf.run.output + "/results.yaml.new"); }
`;

export async function run(): Promise<void> {
  const { exitCode, stdout, stderr } = await runInline({ "a/spoils.ts": spoils });
  expect(stdout).toContain("1 passed, 0 failed");
  expect(stderr).toMatch(/the results are not complete: .*ENOTDIR/);
  expect(exitCode).toBe(1);

  const full = await runInline({ "a/fills.ts": fills });
  expect(full.stdout).toContain("1 passed, 0 failed");
  expect(full.stderr).toMatch(/the results are not complete: \/.*\/results\.yaml\.new: ENOSPC/);
  expect(full.exitCode).toBe(1);
}
