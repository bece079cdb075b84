// SPDX-License-Identifier: GPL-2.0-or-later
// Responses are looked at each half of a transaction time-out since LNet came up: golden/35_faults/003-022 (a time-out of 2 s: pings that are lost one after the other take 3 s each),
// 33_health/026 (5 s: 6 to 8 s). Who does not answer is blamed, be it the only NI of its peer (35_faults/010).
import { expect } from "lutf";
import { dropRule, lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  const { cluster, lnets } = lab(2, 1);
  const [a, b] = [lnets[0]!, lnets[1]!];
  const sh = shell(a);
  const lost = async (words = ""): Promise<number> => {
    const begin = cluster.clock.now;
    expect(await sh(`lnetctl ping${words} 10.1.1.2@tcp`)).toContain("errno: -5\n");
    return cluster.clock.now - begin;
  };
  a.discover("10.1.1.2@tcp", { force: false });
  await sh("lnetctl set retry_count 0");
  await sh("lnetctl set transaction_timeout 2");
  b.faults.add(dropRule());

  // Without a time-out of its own a ping waits until LNet gives up; the first of a row is asked for at any moment.
  expect(await lost()).toBeGreaterThanOrEqual(2);
  for (let ping = 0; ping < 3; ping++) expect(await lost()).toBeCloseTo(3, 1);
  expect(a.statistics.response_timeout_count).toBeGreaterThanOrEqual(4);
  const only = a.peers.findNi("10.1.1.2@tcp")!;
  expect(only.health).toBeLessThan(1000);
  expect(a.recoveryQueue("peer")).toEqual([only.nid]);

  // Whoever gives up earlier blames nobody.
  b.faults.clear();
  cluster.advance(60);
  expect(only.health).toBe(1000);
  b.faults.add(dropRule());
  expect(await lost(" --timeout 1")).toBeCloseTo(1, 1);
  cluster.advance(5);
  expect(only.health).toBe(1000);
}
