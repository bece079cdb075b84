// SPDX-License-Identifier: GPL-2.0-or-later
// Classes of helper modules, functions of scripts, and modules that are loaded while the test runs.
import { expect, lutf, type Requires, UnknownMethodError } from "lutf";
import { Shared } from "./_helper.ts";

export const requires: Requires = { agents: 1 };

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  expect(await new Shared(agent).where()).toBe(agent.name);
  expect(await agent.call("./_helper.ts", "where", { greeting: "hello" })).toBe(`hello from ${agent.name}`);
  expect(await lutf.self.call("./_helper.ts", "where", { greeting: "hello" })).toBe(`hello from ${lutf.self.name}`);

  // The agent opened the test when this module was not known yet.
  const { Late } = await import("./_late.ts");
  expect(await new Late(agent).where()).toBe(agent.name);

  await expect(agent.call("./_helper.ts", "missing")).rejects.toThrow(UnknownMethodError);
  await expect(agent.call("./_helper.ts", "missing")).rejects.toThrow(/exports no function missing on .*; it exports Shared, fails, where/);
  await expect(agent.call("./_nowhere.ts", "missing")).rejects.toThrow(/_nowhere/);
}
