// SPDX-License-Identifier: GPL-2.0-or-later
// A notification is there for those who wait before and after it, once for each waitFor of a node, in order, by sender.
import { expect, lutf, type Requires } from "lutf";
import { Player } from "./_nodes.ts";

export const requires: Requires = { agents: 2 };

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const [first, second] = [new Player(one), new Player(two)];

  await first.notify("early", 1);
  expect(await second.waitFor("early", [], "5s")).toEqual([one.name, 1]);
  expect(await new Player().waitFor("early", [], "5s")).toEqual([one.name, 1]);

  const waiting = second.waitFor("late", [], "5s");
  await first.notify("late", { port: 7 });
  expect(await waiting).toEqual([one.name, { port: 7 }]);

  // Each waitFor takes one.
  const both = Promise.all([second.waitFor("twice", [], "5s"), second.waitFor("twice", [], "5s")]);
  await first.notify("twice", "a");
  await first.notify("twice", "b");
  expect(await both).toEqual([
    [one.name, "a"],
    [one.name, "b"],
  ]);

  await first.notify("from", "wrong node");
  await lutf.notify("from", "right node");
  expect(await second.waitFor("from", [lutf.self.name], "5s")).toEqual([lutf.self.name, "right node"]);
  expect(await second.waitFor("from", [], "5s")).toEqual([one.name, "wrong node"]);
}
