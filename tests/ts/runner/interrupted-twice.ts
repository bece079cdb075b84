// SPDX-License-Identifier: GPL-2.0-or-later
// A second Ctrl-C ends the run at once, also when an agent hangs, and leaves no process.
import { expect, lutf as here } from "lutf";
import { withProject } from "./_inline.ts";
import { processesWith } from "./_processes.ts";

const hangs = `import { BaseTest, lutf } from "lutf";
import { spawn } from "lutf/child-process";
export const requires = { agents: 1 };
export class Hanging extends BaseTest {
  async hang(): Promise<void> {
    spawn("sh", ["-c", "kill -STOP $PPID"]);
    await lutf.sleep("1h");
  }
}
export async function run(): Promise<void> {
  console.log("hanging");
  await new Hanging(lutf.agents.take(1)[0]).hang();
}
`;

export async function run(): Promise<void> {
  await withProject({ "a/hangs.ts": hangs }, async (project) => {
    // Unique to this run, and handed on to its agents.
    const mark = "--memory 123456789";
    let first = 0;
    let second = 0;
    const { exitCode, stderr } = await project.lutf(["run", "--local", "2", ...mark.split(" ")], (output, kill) => {
      if (first === 0 && output.includes("2 agents ready")) {
        first = performance.now();
        void here
          .waitUntil(async () => (await project.read("results/latest/events.jsonl").catch(() => "")).includes("hanging"), {
            timeout: "10s",
          })
          .then(
            () => kill("SIGINT"),
            () => kill("SIGKILL"),
          );
      }
      if (second === 0 && output.includes("once more")) {
        second = performance.now();
        kill("SIGINT");
      }
    });
    expect(exitCode, stderr).toBe(130);
    expect(performance.now() - second).toBeLessThan(2000);
    await here.waitUntil(async () => (await processesWith(mark)).length === 0, { timeout: "5s", message: "agents are left" });
  });
}
