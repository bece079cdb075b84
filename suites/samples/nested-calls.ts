// SPDX-License-Identifier: GPL-2.0-or-later
// A method may itself call other nodes: the agent calls a second agent, and the master, in the middle of its own work.
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class Link extends BaseTest {
  async name(): Promise<string> {
    return lutf.self.name;
  }

  /** The names of all nodes of the chain, asked one from the other. */
  async chain(next: string[]): Promise<string[]> {
    const [head, ...rest] = next;
    if (head === undefined) return [await this.name()];
    return [await this.name(), ...(await new Link(lutf.getTarget(head)).chain(rest))];
  }
}

export async function run(): Promise<void> {
  const [first, second] = lutf.agents.take(2);
  const path = [second.name, lutf.self.name, first.name];
  expect(await new Link(first).chain(path)).toEqual([first.name, ...path]);
}
