// SPDX-License-Identifier: GPL-2.0-or-later
// on() gets every notification, also those of before, in order, until it is disposed of.
import { expect, lutf, type Requires } from "lutf";
import { Player } from "./_nodes.ts";

export const requires: Requires = { agents: 1 };

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const player = new Player(agent);
  const seen: unknown[] = [];
  await player.notify("count", 1);
  const subscription = lutf.on("count", ({ from, data }) => seen.push([from.name, data]));
  await player.notify("count", 2);
  await player.notify("other", "not this");
  await player.notify("count", 3);
  await lutf.waitUntil(() => seen.length >= 3);
  expect(seen).toEqual([
    [agent.name, 1],
    [agent.name, 2],
    [agent.name, 3],
  ]);
  subscription[Symbol.dispose]();
  await player.notify("count", 4);
  // Events are in order: when this one is here, the fourth would be.
  let last = false;
  using _ = lutf.on("last", () => {
    last = true;
  });
  await player.notify("last", null);
  await lutf.waitUntil(() => last);
  expect(seen).toHaveLength(3);
}
