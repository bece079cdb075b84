// SPDX-License-Identifier: GPL-2.0-or-later
// The same on an agent: one serves many tests, and lives long.
import { expect, lutf, type Requires, withCalls } from "lutf";
import { Caller } from "./mixed.ts";

export const requires: Requires = { agents: 1, timeout: "10m" };

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const growth = await withCalls({ timeout: "10m" }, () => new Caller(agent).growth());
  expect(growth ?? 0).toBeLessThan(256);
}
