// SPDX-License-Identifier: GPL-2.0-or-later
// An agent that dies anywhere in a call: the caller hears so at once and why, other agents do not notice, and the agent comes back.
import { type BaseTest, expect, lutf, type Node, NodeLostError, type Requires, type Results, withCalls } from "lutf";
import type { Deed } from "./_deed.ts";
import { Unreachable } from "./_dies-when-loaded.ts";
import { AfterAwait, Bystander, DuringNestedCall, InConstructor, OnEntry, WhileAnswering } from "./_steps.ts";

export const requires: Requires = { agents: 2, timeout: "2m", tags: ["faults"] };

type Fragile = BaseTest & { method(deed: Deed): Promise<unknown> };
type Step = [name: string, make: (node: Node) => Fragile, deeds: Deed[]];

const steps: Step[] = [
  ["loading the code", (node) => new Unreachable(node), ["KILL"]],
  ["constructing the object", (node) => new InConstructor(node), ["KILL"]],
  ["on entry of the method", (node) => new OnEntry(node), ["KILL", "SEGV"]],
  ["after an await in the method", (node) => new AfterAwait(node), ["KILL", "SEGV"]],
  ["during a nested call", (node) => new DuringNestedCall(node), ["KILL"]],
  ["while the result is written", (node) => new WhileAnswering(node), ["KILL", "SEGV"]],
];

const outcome = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (value) => ({ value }),
    (error: unknown) => error,
  );

export async function run(_parameters: object, results: Results): Promise<void> {
  const [victim, other] = lutf.agents.take(2) as [Node, Node];
  for (const [where, make, deeds] of steps)
    for (const deed of deeds)
      await results.step(`SIG${deed} ${where}`, async () => {
        const begun = performance.now();
        const error = await outcome(make(victim).method(deed));
        const after = performance.now() - begun;

        expect(error).toBeInstanceOf(NodeLostError);
        const lost = error as NodeLostError;
        expect(lost.node).toBe(victim.name);
        expect(lost.how).toBe("killed");
        expect(lost.message).toContain(`SIG${deed}`);
        expect(lost.stack).toContain("agent-dies-at-every-step.ts");
        expect(after).toBeLessThan(5000);

        expect(await new Bystander(other).answer()).toBe(42);
        await lutf.waitUntil(() => victim.state === "alive", { timeout: "10s", message: `${victim.name} did not come back` });
        expect(await new Bystander(victim).answer()).toBe(42);
      });

  await results.step("calls in flight to the dead agent fail, those to another do not", async () => {
    const calls = Array.from({ length: 20 }, () => outcome(withCalls({ timeout: "30s" }, () => new AfterAwait(victim).method("KILL"))));
    const answers = Array.from({ length: 20 }, () => new Bystander(other).answer());
    for (const error of await Promise.all(calls)) expect(error).toBeInstanceOf(NodeLostError);
    expect(await Promise.all(answers)).toEqual(Array.from({ length: 20 }, () => 42));
    await lutf.waitUntil(() => victim.state === "alive", { timeout: "10s" });
  });
}
