// SPDX-License-Identifier: GPL-2.0-or-later
// The backup of an LNet without nets, peers and routes is its settings alone; imported, it changes nothing, also where a setting had been changed since. sanity-lnet 0.
import { expect } from "lutf";
import { oneNode, tool } from "./_words.ts";

export const requires = oneNode;

export async function run(): Promise<void> {
  const one = await tool();
  const backup = await one.backup();
  const { net, peer, route, global } = await one.exported();
  expect({ net, peer, route }, `what is in the backup of ${one.after}`).toEqual({ net: undefined, peer: undefined, route: undefined });
  expect(Object.keys(global ?? {}).length, `number of settings in the backup of ${one.after}`).toBeGreaterThan(5);
  await one.ok("import", backup);
  expect(await one.backup(), `the backup of ${one.after}`).toBe(backup);
  await one.ok("set numa_range 17");
  expect(await one.backup(), `the backup of ${one.after}`).not.toBe(backup);
  await one.ok("import", backup);
  expect(await one.backup(), `the backup of ${one.after}`).toBe(backup);
}
