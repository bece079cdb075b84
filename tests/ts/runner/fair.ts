// SPDX-License-Identifier: GPL-2.0-or-later
// A script that needs many agents is passed over by smaller ones at most eight times: it does not starve.
import { expect } from "lutf";
import { withProject } from "./_inline.ts";

const script = (agents: number): string => `import { lutf } from "lutf";
export const requires = { agents: ${agents} };
export async function run(): Promise<void> { await lutf.sleep("30ms"); }
`;

export async function run(): Promise<void> {
  const names = Array.from({ length: 24 }, (_, index) => `s${String(index).padStart(2, "0")}`);
  const files = Object.fromEntries(names.map((name) => [`a/${name}.ts`, script(name === "s01" ? 2 : 1)]));
  await withProject(files, async ({ lutf, read }) => {
    const { exitCode, stdout } = await lutf(["run", "--local", "2", "--jobs", "2"]);
    expect(exitCode, stdout).toBe(0);
    const events = (await read("results/latest/events.jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { event: string; script?: string });
    const order = events.filter(({ event }) => event === "test-begin").map(({ script: name }) => name);
    expect(order[0]).toBe("s00");
    expect(order.indexOf("s01")).toBe(9);
  });
}
