// SPDX-License-Identifier: GPL-2.0-or-later
// Who waits for a node that dies is told at once, not when the time is over.
import { expect, lutf, type Requires, WaitTimeoutError } from "lutf";
import { Player } from "./_nodes.ts";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [victim, other] = lutf.agents.take(2);
  await new Player(victim).notify("here", null);
  const begin = performance.now();
  const waits = Promise.allSettled([
    lutf.waitFor("never", { from: victim, timeout: "50s" }),
    lutf.barrier("together", { nodes: [lutf.self, victim], timeout: "50s" }),
    new Player(other).waitFor("never", [victim.name], "50s"),
  ]);
  await new Player(other).notify("here", null);
  const dies = victim.exec(["sh", "-c", "kill -KILL $PPID; sleep 10"]).catch(() => undefined);
  for (const result of await waits) {
    const error = (result as PromiseRejectedResult).reason;
    expect(error).toBeInstanceOf(WaitTimeoutError);
    expect(error.message).toMatch(new RegExp(`${victim.name} cannot (come|notify): it is (lost|dead)`));
    expect(error.missing[0].node).toBe(victim.name);
  }
  expect(performance.now() - begin).toBeLessThan(20_000);
  await dies;
  await lutf.waitUntil(() => victim.state === "alive", { timeout: "20s", message: `${victim.name} did not come back` });
}
