// SPDX-License-Identifier: GPL-2.0-or-later
// The script on the master takes part as every node does, also alone.
import { expect, lutf } from "lutf";

export async function run(): Promise<void> {
  await lutf.notify("own", [1, 2]);
  const { from, data } = await lutf.waitFor("own");
  expect([from.name, data]).toEqual([lutf.self.name, [1, 2]]);
  await lutf.barrier("alone", { nodes: [lutf.self] });
  await expect(lutf.waitFor("own", { timeout: "10ms" })).rejects.toThrow(/nobody notified it within/);
  await expect(lutf.waitUntil(() => false, { timeout: "20ms", message: "pigs fly" })).rejects.toThrow(/pigs fly: still false after/);
  const ground = { timeout: "20ms", message: "pigs fly", seen: () => "2 of 3 pigs on the ground" } as const;
  await expect(lutf.waitUntil(() => false, ground)).rejects.toThrow(/pigs fly: still 2 of 3 pigs on the ground after/);
  expect(() => lutf.sleep("5 minutes" as "5m")).toThrow(/not a duration: 5 minutes; write/);
}
