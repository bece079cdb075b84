// SPDX-License-Identifier: GPL-2.0-or-later
// A barrier is passed by all or by none, can be used again, and names those who are missing and the lines they are on.
import { expect, lutf, type Requires, WaitTimeoutError } from "lutf";
import { Player } from "./_nodes.ts";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const names = [one.name, two.name];
  const players = [new Player(one), new Player(two)];
  for (let round = 0; round < 3; round++) await Promise.all(players.map((player) => player.meet("again", names, "5s")));

  // The second one sleeps on a line of this test.
  const asleep = new Player(two).waitFor("wake up", [], "1m");
  const met = await new Player(one).meet("tea", names, "300ms").catch((thrown: unknown) => thrown);
  expect(met).toBeInstanceOf(WaitTimeoutError);
  expect((met as Error).message).toContain(`barrier "tea": 1 of 2 nodes did not come within 0.3 s; there: ${one.name}`);
  expect((met as WaitTimeoutError).missing).toEqual([
    { node: two.name, doing: 'waitFor("wake up")', at: expect.stringMatching(/_nodes\.ts:12:\d+$/) },
  ]);

  await expect(lutf.barrier("not mine", { nodes: [one, two] })).rejects.toThrow(`${lutf.self.name} came, but it is not among its nodes`);
  // Whoever comes second, with other nodes in mind, is told; the first waits in vain.
  const unequal = await Promise.allSettled([
    new Player(one).meet("unequal", names, "200ms"),
    lutf.barrier("unequal", { nodes: [lutf.self, one], timeout: "200ms" }),
  ]);
  const messages = unequal.map((result) => (result as PromiseRejectedResult).reason.message as string).sort();
  expect(messages[0]).toContain("did not come within 0.2 s");
  expect(messages[1]).toMatch(/barrier "unequal": \S+ waits for .*, but \S+ for /);
  await lutf.notify("wake up");
  await asleep;
}
