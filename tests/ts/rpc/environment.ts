// SPDX-License-Identifier: GPL-2.0-or-later
// Environment variables of the master are on every node, and so are the run's id, seed and nodes.
import { BaseTest, type Data, expect, lutf, type Requires } from "lutf";

export const requires: Requires = { agents: 2 };

export class View extends BaseTest {
  async all(): Promise<Data> {
    return {
      environment: { ...lutf.getEnvironment() },
      run: { ...lutf.run },
      agents: lutf.agents.map((agent) => agent.name),
      all: lutf.getAgents().map((agent) => agent.name),
    };
  }
}

export async function run(): Promise<void> {
  const here = await new View().all();
  for (const agent of lutf.agents) expect(await new View(agent).all()).toEqual(here);
  expect(() => lutf.getTarget("nobody")).toThrow(/there is no node nobody; the nodes are .*roles mgs/);
  expect(() => lutf.getTarget("mds")).toThrow(/no node has the role mds/);
  expect(() => lutf.agents.take(3)).toThrow(/has 2 agents; write .*agents: 3/);
}
