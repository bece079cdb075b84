// SPDX-License-Identifier: GPL-2.0-or-later
// Scripts that need few agents run side by side, each with agents of its own: as many as --jobs says, else as there are CPUs where LNet is simulated, else one.
// Simulated nodes of one cannot be reached from another, and time that one lets pass is not the other's.
import { expect } from "lutf";
import { availableParallelism } from "lutf/os";
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

/** Lets an hour pass, again and again, until the other has seen that none does. */
const sleeps = `
import { lutf } from "lutf";
import { access, writeFile } from "lutf/fs";
import { testbed } from "lutf/testbed";
export const requires = { agents: 1, timeout: "20s" };
export async function run(): Promise<void> {
  await testbed({ nodes: 1 });
  await writeFile("sleeping", "");
  while (!(await access("seen").then(() => true, () => false))) await lutf.sleep("1h");
}
`;
const watches = `
import { expect, lutf } from "lutf";
import { lnet } from "lutf/lnet";
import { access, writeFile } from "lutf/fs";
import { testbed } from "lutf/testbed";
export const requires = { agents: 1 };
export async function run(): Promise<void> {
  const [a] = await testbed({ nodes: 1 });
  const exists = (file: string) => access(file).then(() => true, () => false);
  while (!(await exists("sleeping"))) await a.node.exec(["true"]);
  // Waits in the recovery queue until time passes.
  await a.lnet.setHealth({ value: 0, all: true });
  for (let count = 0; count < 20; count++) expect(await a.lnet.recoveryQueue("local")).toHaveLength(1);
  // The other's node has that address.
  const other = a.nid(0).endsWith(".1@tcp") ? a.nid(0).replace(".1@", ".2@") : a.nid(0).replace(".2@", ".1@");
  await expect(a.lnet.ping(other)).rejects.toThrow();
  await writeFile("seen", "");
}
`;
const kept = `
export const requires = { agents: 1, clean: false };
export async function run(): Promise<void> {}
`;

export async function run(): Promise<void> {
  const files = { "a/one.ts": meets("one", "two"), "a/three.ts": all, "a/two.ts": meets("two", "one") };
  const together = await runInline(files, ["--local", "2", "--jobs", "2"]);
  expect(together.exitCode, together.stdout).toBe(0);

  const simulated = await runInline(files, ["--local", "2"]);
  expect(simulated.rows["a/one"]!.status, simulated.stdout).toBe(availableParallelism() > 1 ? "PASS" : "FAIL");

  for (const one of [
    ["--jobs", "1"],
    ["--lnet", "real"],
  ]) {
    const apart = await runInline(files, ["--local", "2", ...one]);
    expect(apart.rows["a/one"]!.status, apart.stdout).toBe("FAIL");
    expect(apart.rows["a/three"]!.status).toBe("PASS");
  }

  const worlds = await runInline({ "a/sleeps.ts": sleeps, "a/watches.ts": watches, "b/kept.ts": kept }, ["--local", "2", "--jobs", "2"]);
  expect(worlds.rows["a/sleeps"]!.status, worlds.stdout).toBe("PASS");
  expect(worlds.rows["a/watches"]!.status, worlds.stdout).toBe("PASS");
  expect(worlds.rows["b/kept"]).toMatchObject({
    status: "SKIP",
    reason: "requires clean: false: it builds on the script before it, and scripts run side by side; give --jobs 1",
  });
}
