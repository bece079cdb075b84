// SPDX-License-Identifier: GPL-2.0-or-later
// An agent that was lost ends its tests, and may be called for the same test before it is done with that: the call waits, it does not fail.
import { BaseTest, expect, lutf, type Node, NodeLostError, type Requires } from "lutf";
import { execFile, spawn } from "lutf/child-process";

export const requires: Requires = { agents: 1, timeout: "60s", tags: ["faults"] };

/** Its realm takes LUTF_KILL_GRACE to end: the child is deaf. */
export class Slow extends BaseTest {
  async start(): Promise<number> {
    const child = spawn("sh", ["-c", "trap '' TERM; echo; while :; do sleep 0.1; done"]);
    await new Promise((resolve) => child.stdout!.on("data", resolve));
    const { stdout } = await lutf.self.exec(["sh", "-c", "echo $PPID"]);
    return Number(stdout);
  }
  async answer(): Promise<number> {
    return 42;
  }
}

export async function run(): Promise<void> {
  const [victim] = lutf.agents.take(1) as [Node];
  const pid = await new Slow(victim).start();
  await execFile("kill", ["-STOP", String(pid)]);
  const lost = await new Slow(victim).answer().catch((error: unknown) => error);
  expect(lost).toBeInstanceOf(NodeLostError);
  await execFile("kill", ["-CONT", String(pid)]);
  await lutf.waitUntil(() => victim.state === "alive", { timeout: "20s", interval: "5ms", message: `${victim.name} did not come back` });
  expect(await new Slow(victim).answer()).toBe(42);
}
