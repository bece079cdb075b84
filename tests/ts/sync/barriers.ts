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
  expect((met as WaitTimeoutError).missing).toEqual([{ node: two.name, doing: 'waitFor("wake up")', at: expect.stringMatching(/_nodes\.ts:12:\d+$/) }]);

  await expect(lutf.barrier("not mine", { nodes: [one, two] })).rejects.toThrow(`${lutf.self.name} came, but it is not among its nodes`);
  const first = players[0]?.meet("unequal", names, "5s");
  // Until the first has come, this barrier of the same name just times out.
  await lutf.waitUntil(async () => {
    const error = await lutf.barrier("unequal", { nodes: [lutf.self, one], timeout: "10ms" }).catch((thrown: unknown) => thrown);
    return String(error).includes(`${lutf.self.name} waits for ${lutf.self.name}, ${one.name}, but ${one.name} for`);
  });
  await players[1]?.meet("unequal", names, "5s");
  await first;
  await lutf.notify("wake up");
  await asleep;
}
