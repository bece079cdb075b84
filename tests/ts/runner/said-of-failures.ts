// SPDX-License-Identifier: GPL-2.0-or-later
// Texts that say what to do next: a command whose background holds its output, what was thrown and is no Error, where a lost node's log is.
import { expect } from "lutf";
import { runInline } from "./_inline.ts";

const script = (run: string, timeout = "20s"): string => `
import { BaseTest, lutf } from "lutf";
export const requires = { agents: 1, timeout: "${timeout}" };
export class T extends BaseTest {
  async throws(): Promise<void> { throw { code: 5, of: "agent" }; }
}
export async function run(): Promise<void> { const [node] = lutf.agents; ${run} }`;
const daemon = `await node.exec(["sh", "-c", "setsid sleep 1234 & exit 3"]`;

export async function run(): Promise<void> {
  const { rows, stdout } = await runInline(
    {
      "a/daemon.ts": script(`${daemon});`, "1500ms"),
      "a/daemon-time.ts": script(`${daemon}, { timeout: "1s" });`),
      "a/command.ts": script(`await node.exec(["sleep", "1235"]);`, "500ms"),
      "a/thrown.ts": script("throw { code: 5 };"),
      "a/thrown-there.ts": script("await new T(node).throws();"),
      "a/killed.ts": script(`await node.exec(["sh", "-c", "kill -KILL $PPID; sleep 5"]);`),
    },
    ["--local", "1"],
  );
  const held = ": it has ended \\(3\\), but what it started holds its output open";
  expect(stdout).toMatch(new RegExp(`agent1 was waiting for exec of sh -c setsid sleep 1234 & exit 3${held}`));
  expect(stdout).toMatch(/agent1 was waiting for exec of sleep 1235$/m);
  expect(rows["a/daemon-time"]!.error).toMatch(new RegExp(`did not end within 1 s and was killed${held}`));
  expect(rows["a/thrown"]!.error).toContain("thrown: { code: 5 }");
  expect(rows["a/thrown-there"]!.error).toContain("thrown: { code: 5, of: 'agent' }");
  expect(rows["a/killed"]!.status, stdout).toBe("CRASH");
  const log = /try: see the log of agent1: (\S+\/nodes\/agent1\.log)$/m.exec(stdout)?.[1];
  expect(log, stdout).toBeDefined();
}
