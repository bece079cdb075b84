// SPDX-License-Identifier: GPL-2.0-or-later
// An object whose agent was restarted is gone: calling it says so, and a new one works.
import { BaseTest, expect, InstanceLostError, lutf, NodeLostError, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Counter extends BaseTest {
  private total = 0;

  async add(): Promise<number> {
    this.total += 1;
    return this.total;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const counter = new Counter(agent);
  expect([await counter.add(), await counter.add()]).toEqual([1, 2]);

  const lost = await agent.exec(["sh", "-c", "kill -KILL $PPID; sleep 10"]).catch((error: unknown) => error);
  expect(lost).toBeInstanceOf(NodeLostError);
  expect((lost as NodeLostError).message).toMatch(`${agent.name} died or was lost after`);
  await lutf.waitUntil(() => agent.state === "alive", { timeout: "20s", message: `${agent.name} did not come back` });

  const gone = await counter.add().catch((error: unknown) => error);
  expect(gone).toBeInstanceOf(InstanceLostError);
  expect((gone as Error).message).toMatch(/the Counter object of \S+ is gone: .* was restarted or lost its connection .*make a new one/);
  expect(await new Counter(agent).add()).toBe(1);
}
