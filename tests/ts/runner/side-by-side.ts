// SPDX-License-Identifier: GPL-2.0-or-later
// With --jobs, scripts that need few agents run side by side, each with agents of its own; without it one after the other.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

/** Passes only if the other one runs at the same time. */
const meets = (me: string, other: string): string => `
import { lutf } from "lutf";
import { access, writeFile } from "lutf/fs";
export const requires = { agents: 1, timeout: "5s" };
export async function run(): Promise<void> {
  await writeFile("${me}", lutf.agents[0]!.name);
  await lutf.waitUntil(() => access("${other}").then(() => true, () => false), { timeout: "2s" });
}
`;
const all = `
import { lutf } from "lutf";
export const requires = { agents: 2 };
export async function run(): Promise<void> { if (lutf.agents.length !== 2) throw new Error("alone"); }
`;

export async function run(): Promise<void> {
  const files = { "a/one.ts": meets("one", "two"), "a/three.ts": all, "a/two.ts": meets("two", "one") };
  const together = await runInline(files, ["--local", "2", "--jobs", "2"]);
  expect(together.exitCode, together.stdout).toBe(0);

  const apart = await runInline(files, ["--local", "2"]);
  expect(apart.rows["a/one"]!.status).toBe("FAIL");
  expect(apart.rows["a/three"]!.status).toBe("PASS");
}
