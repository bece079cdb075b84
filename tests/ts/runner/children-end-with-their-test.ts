// SPDX-License-Identifier: GPL-2.0-or-later
// What a script started is gone when the next one begins, on every node: also daemons, what is deaf to SIGTERM, and when time was up.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";
import { processesWith } from "./_processes.ts";

export async function run(): Promise<void> {
  // Nobody else sleeps for that long.
  const nap = String(100_000 + Math.floor(Math.random() * 800_000));
  const leave = `
    import { BaseTest } from "lutf";
    import { exec, spawn } from "lutf/child-process";
    export class Mess extends BaseTest {
      async make(): Promise<void> {
        spawn("sleep", ["${nap}"]);
        spawn("sh", ["-c", "trap '' TERM; sleep ${nap}; true"]);
        await exec("setsid sh -c 'setsid sleep ${nap} & exit' > /dev/null 2>&1 & exit");
        await exec("env -i setsid /bin/sleep ${nap} > /dev/null 2>&1 & exit");
      }
    }`;
  const look = (expected: string): string => `
    import { execFile } from "lutf/child-process";
    import { expect } from "lutf";
    export async function run(): Promise<void> {
      const { stdout } = await execFile("ps", ["-eo", "args"]);
      expect(stdout.split("\\n").filter((line) => line.includes("${nap}")${expected}
    }`;
  const files = {
    "a/1-leaves.ts": `${leave}
      import { lutf } from "lutf";
      import { execFile } from "lutf/child-process";
      export const requires = { agents: 2 };
      export async function run(): Promise<void> {
        await Promise.all([new Mess().make(), ...lutf.agents.map((agent) => new Mess(agent).make())]);
        await lutf.waitUntil(async () => {
          const { stdout } = await execFile("ps", ["-eo", "args"]);
          return stdout.split("\\n").filter((line) => /^(\\/bin\\/)?sleep ${nap}$/.test(line)).length === 12;
        });
      }`,
    "a/2-looks.ts": look(").length).toBe(0);"),
    "a/3-times-out.ts": `${leave}
      export const requires = { timeout: "300ms" };
      export async function run(): Promise<void> {
        await new Mess().make();
        await new Promise(() => undefined);
      }`,
    "a/4-looks.ts": look(").length).toBe(0);"),
  };
  const { rows, stdout } = await runInline(files, ["--local", "2", "--jobs", "1"]);
  expect(Object.fromEntries(Object.entries(rows).map(([name, { status }]) => [name, status])), stdout).toEqual({
    "a/1-leaves": "PASS",
    "a/2-looks": "PASS",
    "a/3-times-out": "TIMEOUT",
    "a/4-looks": "PASS",
  });
  expect(await processesWith(nap)).toEqual([]);
}
