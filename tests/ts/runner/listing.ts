// SPDX-License-Identifier: GPL-2.0-or-later
// `lutf list` says what is there and what it requires, and runs nothing.
import { expect } from "lutf";
import { passing, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  const files = {
    "a/suite.yaml": "description: Two of them.\nskips:\n  y: not now\n",
    "a/x.ts": `export const requires = { agents: 2, tags: ["quick"], timeout: 10_000 };\nexport async function run(): Promise<void> { throw new Error(); }`,
    "a/y.ts": passing,
    "b/wrong.ts": `export const requires = { agent: 2, tags: 5 };\n${passing}`,
    "b/z.ts": "!",
  };
  await withProject(files, async ({ lutf }) => {
    const { stdout, exitCode } = await lutf(["list"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("a: Two of them.\n");
    expect(stdout).toMatch(/^ {2}x +2 agents; timeout 10 s; tags quick$/m);
    expect(stdout).toMatch(/^ {2}y +skipped: not now$/m);
    expect(stdout).toMatch(/^ {2}wrong +does not load: .*has no key agent/m);
    expect(stdout).toMatch(/^ {2}z +does not load: .*z\.ts:/m);
  });
}
