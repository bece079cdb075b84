// SPDX-License-Identifier: GPL-2.0-or-later
// Agents are named as long as that fits in a line, and counted beyond; a node's log says when it went and came back.
import { expect } from "lutf";
import { withProject } from "./_inline.ts";

const dies = `import { BaseTest, lutf } from "lutf";
import { exec } from "lutf/child-process";
export const requires = { agents: 1 };
export class Dying extends BaseTest {
  async die(): Promise<void> { await exec("kill -KILL $PPID"); }
}
export async function run(): Promise<void> { await new Dying(lutf.agents[0]).die(); }
`;
const returns = `export const requires = { agents: 9 };
export async function run(): Promise<void> {}
`;

export async function run(): Promise<void> {
  await withProject({ "a/1-dies.ts": dies, "a/2-returns.ts": returns }, async ({ lutf, read }) => {
    const { stdout, rows } = await lutf(["run", "--local", "9"]);
    expect(stdout).toMatch(/^9 agents ready in .* s: agent1, agent2, agent3, agent4, agent5, agent6, agent7, agent8 and 1 more$/m);
    expect(rows, stdout).toMatchObject({ "a/1-dies": { status: "CRASH" }, "a/2-returns": { status: "PASS" } });
    const log = await read("results/latest/nodes/agent1.log");
    expect(log).toMatch(/^\d\d:\d\d:\d\d\.\d{3} lutf: node agent1 is (lost|dead): /m);
    expect(log).toMatch(/^\d\d:\d\d:\d\d\.\d{3} lutf: node agent1 is back/m);
  });
}
