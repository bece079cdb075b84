// SPDX-License-Identifier: GPL-2.0-or-later
// LNet that a test loads through lnet or testbed() is unloaded when it ends; what it leaves otherwise is told with the difference, whatever its verdict.
import { expect } from "lutf";
import { withProject } from "./_inline.ts";

const head = `
import { expect, lutf, type Requires } from "lutf";
import { lnet } from "lutf/lnet";
import { testbed } from "lutf/testbed";
`;

const loads = (end: string): string => `${head}
export const requires: Requires = { agents: 2 };
export async function run(): Promise<void> {
  const [a] = await testbed({ nodes: 1, nics: 2 });
  await lnet.on(lutf.agents[1]!).cli.configure();
  await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1 });
  ${end}
}
`;

const finds = (lnetIs: string, clean: boolean): string => `${head}
export const requires: Requires = { agents: 2, clean: ${clean} };
export async function run(): Promise<void> {
  const found = await lnet.snapshot(lutf.agents);
  expect(Object.values(found).map((node) => node.lnet)).toEqual(${lnetIs});
}
`;

/** By programs, which nobody undoes. */
const leaves = (end: string): string => `${head}
export const requires: Requires = { agents: 2 };
export async function run(): Promise<void> {
  const [node] = lutf.agents;
  for (const command of ["modprobe lnet", "lnetctl lnet configure", "lnetctl net add --net tcp --if eth0", "lnetctl set retry_count 1"])
    await node!.exec(command.split(" "));
  ${end}
}
`;

const keeps = `${head}
export const requires: Requires = { agents: 2, clean: false };
export async function run(): Promise<void> { await lnet.on(lutf.agents[0]!).configure(); }
`;

export async function run(): Promise<void> {
  const files = {
    "a/1-loads.ts": loads(""),
    "a/2-finds.ts": finds('["not loaded", "not loaded"]', false),
    "a/3-fails.ts": loads('throw new Error("on purpose");'),
    "a/4-finds.ts": finds('["not loaded", "not loaded"]', false),
    "a/5-dies.ts": loads('await lutf.agents[1]!.exec(["sh", "-c", "kill -9 $PPID"]);'),
    "a/6-finds.ts": finds('["not loaded", "not loaded"]', false),
    "a/7-leaves.ts": leaves(""),
    "a/8-finds.ts": finds('["up", "not loaded"]', false),
    "a/9-finds.ts": finds('["not loaded", "not loaded"]', true),
    "b/1-keeps.ts": keeps,
    "b/2-finds.ts": finds('["up", "not loaded"]', false),
    "b/3-leaves.ts": leaves('throw new Error("on purpose");'),
  };
  await withProject(files, async (project) => {
    const { rows, stdout } = await project.lutf(["run", "--local", "2", "--nics", "2", "--jobs", "1"]);
    for (const [name, { status }] of Object.entries(rows)) {
      const wanted = /fails|b\/3/.test(name) ? "FAIL" : name.includes("dies") ? "CRASH" : "PASS";
      expect(status, `${name}\n${stdout}`).toBe(wanted);
    }
    // That which passed is told, too, and only those two.
    expect(stdout).toContain("2 left LNet on their nodes other than they found it");
    const told = /PASS {2}a\/7-leaves\n(.*?)\n\n/s.exec(stdout)?.[1] ?? stdout;
    expect(told).toMatch(/left on its nodes:\n +agent1 lnet: up, was not loaded\n +log:/);
    const yaml = async (test: string): Promise<string> => await project.read(`results/latest/${test}/result.yaml`);
    for (const test of ["a/7-leaves", "b/3-leaves"]) expect(await yaml(test)).toContain("dirty:\n- 'agent1 lnet: up, was not loaded'\n");
    for (const test of ["a/1-loads", "a/3-fails", "a/5-dies", "b/1-keeps", "b/2-finds"]) expect(await yaml(test)).not.toContain("dirty");
  });
}
