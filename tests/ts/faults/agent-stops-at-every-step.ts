// SPDX-License-Identifier: GPL-2.0-or-later
// An agent that hangs anywhere in a call: the call ends at its own time-out, or when three heartbeats are missing; its late answer disturbs nobody.
import { type BaseTest, CallTimeoutError, expect, lutf, type Node, NodeLostError, type Requires, type Results, withCalls } from "lutf";
import { execFile } from "lutf/child-process";
import type { Deed } from "./_deed.ts";
import { AfterAwait, Bystander, DuringNestedCall, OnEntry, WhileAnswering } from "./_steps.ts";
import { Late } from "./_stops-when-loaded.ts";

export const requires: Requires = { agents: 2, timeout: "2m", tags: ["faults"] };

type Hanging = BaseTest & { method(deed: Deed): Promise<unknown> };

const steps: [name: string, make: (node: Node) => Hanging][] = [
  ["loading the code", (node) => new Late(node)],
  ["on entry of the method", (node) => new OnEntry(node)],
  ["after an await in the method", (node) => new AfterAwait(node)],
  ["during a nested call", (node) => new DuringNestedCall(node)],
  ["while the result is written", (node) => new WhileAnswering(node)],
];

const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );

export async function run(_parameters: object, results: Results): Promise<void> {
  const [victim, other] = lutf.agents.take(2) as [Node, Node];
  const pid = await new Bystander(victim).processId();
  const goOn = async () => {
    await execFile("kill", ["-CONT", String(pid)]);
    await lutf.waitUntil(() => victim.state === "alive", { timeout: "20s", message: `${victim.name} did not come back` });
    expect(await new Bystander(victim).answer()).toBe(42);
  };

  for (const [where, make] of steps)
    await results.step(`stopped ${where}: the call times out`, async () => {
      const error = await outcome(withCalls({ timeout: "400ms" }, () => make(victim).method("STOP")));
      expect(error).toBeInstanceOf(CallTimeoutError);
      expect((error as CallTimeoutError).node).toBe(victim.name);
      expect((error as CallTimeoutError).after).toBeGreaterThanOrEqual(400);
      expect((error as CallTimeoutError).after).toBeLessThan(3000);
      expect(await new Bystander(other).answer()).toBe(42);
      await goOn();
    });

  await results.step("stopped for longer than three heartbeats: the agent is lost", async () => {
    const begun = performance.now();
    const error = await outcome(withCalls({ timeout: "60s" }, () => new OnEntry(victim).method("STOP")));
    expect(error).toBeInstanceOf(NodeLostError);
    expect((error as NodeLostError).how).toBe("silent");
    expect(performance.now() - begun).toBeLessThan(15000);
    expect(victim.state).toBe("dead");
    expect(await new Bystander(other).answer()).toBe(42);
    await goOn();
  });
}
