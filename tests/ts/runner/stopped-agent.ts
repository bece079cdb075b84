// SPDX-License-Identifier: GPL-2.0-or-later
// An agent that is stopped together with its supervisor (SIGSTOP) neither keeps a run from its end nor outlives it.
import { expect, lutf as here } from "lutf";
import { passing, withProject } from "./_inline.ts";
import { processesWith } from "./_processes.ts";

const stops = `import { BaseTest, lutf } from "lutf";
import { spawn } from "lutf/child-process";
export const requires = { agents: 1 };
export class Stopping extends BaseTest {
  async stop(): Promise<void> {
    // The supervisor first, or it would see that its agent stopped.
    spawn("sh", ["-c", "kill -STOP $(cut -d' ' -f4 /proc/$PPID/stat) $PPID"]);
    await lutf.sleep("1h");
  }
}
export async function run(): Promise<void> {
  await new Stopping(lutf.agents.take(1)[0]).stop();
}
`;

export async function run(): Promise<void> {
  await withProject({ "a/stops.ts": stops, "b/passes.ts": passing }, async (project) => {
    // Unique to this run, and handed on to its agents.
    const mark = `--memory ${120_000_000 + Math.floor(Math.random() * 1e6)}`;
    const since = performance.now();
    const { exitCode, rows, stdout, stderr } = await project.lutf(["run", "--local", "3", "--heartbeat", "300ms", ...mark.split(" ")]);
    expect(exitCode, stdout + stderr).toBe(1);
    expect(performance.now() - since).toBeLessThan(20_000);
    expect(rows["a/stops"]!.status).toBe("CRASH");
    expect(rows["b/passes"]!.status).toBe("PASS");
    expect(stdout).toContain("1 passed, 1 failed");
    await here.waitUntil(async () => (await processesWith(mark)).length === 0, { timeout: "5s", message: "agents are left" });
    // What the runner knows of each node stands in its log, also of one that printed nothing.
    expect(await project.read("results/latest/nodes/agent1.log")).toMatch(/^\d\d:\d\d:\d\d\.\d{3} lutf: node agent1 is (lost|dead): /m);
  });
}
