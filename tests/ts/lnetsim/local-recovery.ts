// SPDX-License-Identifier: GPL-2.0-or-later
// golden/33_health/facts.md, "Recovery speed": an NI at 0 is pinged at once, then every 2 s, and gains 300 each time; its status comes back with 1000.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(1, 3);
  const lnet = lnets[0]!;
  const ni = lnet.findNi("10.1.1.1@tcp")!;
  expect(lnet.setNiHealth(ni.nid, 0)).toBe(0);
  expect([ni.health, ni.status, lnet.recoveryQueue("local")]).toEqual([300, "down", [ni.nid]]);
  const seen: number[] = [];
  for (let second = 0; second < 8; second++) {
    cluster.advance(1);
    seen.push(ni.health);
  }
  expect(seen.filter((health, index) => health !== seen[index - 1])).toEqual([300, 600, 900, 1000]);
  expect([ni.status, lnet.recoveryQueue("local")]).toEqual(["up", []]);
  // The others did the asking.
  expect(ni.counters.received.get).toBe(4);
  expect(lnet.setNiHealth("10.9.9.9@tcp", 0)).toBe(0);
  expect(lnet.recoveryQueue("local")).toEqual([]);
}
