// SPDX-License-Identifier: GPL-2.0-or-later
// A waitFor that is not fulfilled says who has not notified and on which line of TypeScript each of them is.
import { expect, lutf, type Requires, WaitTimeoutError } from "lutf";
import { Player } from "./_nodes.ts";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const stuck = new Player(one).waitFor("never", [two.name], "1m").catch(() => undefined);
  // What a node waits for is known at the master once the node has asked.
  const error = await lutf.waitFor("result", { from: one, timeout: "300ms" }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(WaitTimeoutError);
  const { message, missing, after, stack } = error as WaitTimeoutError;
  expect(message).toContain(`waitFor "result" on ${lutf.self.name}: ${one.name} has not notified it within 0.3 s`);
  expect(message).toMatch(new RegExp(`\\n  ${one.name}: waitFor\\("never"\\) at .*sync/_nodes\\.ts:12:`));
  expect(missing).toEqual([{ node: one.name, doing: 'waitFor("never")', at: expect.stringMatching(/sync\/_nodes\.ts:12:\d+$/) }]);
  expect(after).toBeGreaterThan(290);
  expect(stack).toMatch(/missing-notify\.ts:12:/);

  // Whoever waits for a node that was never called is told so.
  await expect(lutf.waitFor("result", { from: two, timeout: "10ms" })).rejects.toThrow(`${two.name}: has not been called in this test`);
  await lutf.notify("never");
  await new Player(two).notify("never", null);
  await stuck;
}
