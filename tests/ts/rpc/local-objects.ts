// SPDX-License-Identifier: GPL-2.0-or-later
// Without a target, or with this node as target, an object is an ordinary one; the same class works in both places.
import { BaseTest, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 1 };

export class Where extends BaseTest {
  readonly own = Symbol("cannot travel");

  async node(): Promise<string> {
    return lutf.self.name;
  }
}

export class There extends BaseTest {
  async targetIsSelf(): Promise<string> {
    return new Where(lutf.self).node();
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  expect(await new Where().node()).toBe(lutf.self.name);
  expect(await new Where(lutf.self).node()).toBe(lutf.self.name);
  expect(await new There(agent).targetIsSelf()).toBe(agent.name);
  await expect(new Where(agent).node()).rejects.toThrow(/own/);
}
