// SPDX-License-Identifier: GPL-2.0-or-later
// What has lost health by a failure is pinged in a second, not at once: golden/33_health/026 (next_ping is a second ahead, with ping_count 0), 004 (a ping that failed on three NIs
// has ended before any of them is pinged). By hand a local NI is pinged at once (002).
import { expect } from "lutf";
import { dropRule, lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(2, 3);
  const a = lnets[0]!;
  a.discover("10.1.1.2@tcp", { force: false });
  for (let ping = 0; ping < 3; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
  for (const [code, which] of [
    [2, "local"],
    [8, "peer"],
  ] as const) {
    a.faults.add(dropRule({ healthErrors: 1 << code }));
    expect(a.ping("10.1.1.2@tcp", { timeoutMs: 1000 }).errno).toBe(-5);
    a.faults.clear();
    const sick = which === "local" ? a.allNis().filter(({ isLo }) => !isLo) : a.peers.find("10.1.1.2@tcp")!.nis;
    const state = (): [number, number][] => sick.map(({ health, pingCount }) => [health, pingCount]);
    expect(a.recoveryQueue(which).length).toBe(3);
    expect(state()).toEqual(Array(3).fill([900, 0]));
    expect(sick[0]!.nextPing).toBe(Math.floor(cluster.clock.now) + 1);
    cluster.advance(0.5);
    expect(state()).toEqual(Array(3).fill([900, 0]));
    cluster.advance(2);
    expect(state()).toEqual(Array(3).fill([1000, 0]));
    cluster.advance(10);
  }
  const ni = a.findNi("10.1.2.1@tcp")!;
  a.setNiHealth(ni.nid, 0);
  expect(ni.health).toBeGreaterThan(0);
}
