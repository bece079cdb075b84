// SPDX-License-Identifier: GPL-2.0-or-later
// Calls are promises: all nodes work at the same time.
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class Meeting extends BaseTest {
  /** Returns once everybody has arrived, so it can only return if the others run at the same time. */
  async meet(names: string[]): Promise<string> {
    await lutf.barrier("everybody is here", { nodes: names.map((name) => lutf.getTarget(name)), timeout: "10s" });
    return lutf.self.name;
  }
}

export async function run(): Promise<void> {
  const names = lutf.agents.map((agent) => agent.name);
  const met = await Promise.all(lutf.agents.map((agent) => new Meeting(agent).meet(names)));
  expect(met).toEqual(names);
}
