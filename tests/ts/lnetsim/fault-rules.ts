// SPDX-License-Identifier: GPL-2.0-or-later
// golden/35_faults/facts.md: rules without health errors act where a message arrives; one in each group of N; two rules, the newer first; delays.
import { expect } from "lutf";
import { dropRule, lab } from "./_cluster.ts";

const ALL = dropRule();

export function run(): void {
  const { cluster, lnets } = lab(2, 1);
  const [a, b] = [lnets[0]!, lnets[1]!];
  a.discover("10.1.1.2@tcp", { force: false });
  const pings = (count: number): number => {
    let good = 0;
    for (let ping = 0; ping < count; ping++) if (a.ping("10.1.1.2@tcp", { timeoutMs: 1000 }).errno === 0) good++;
    return good;
  };
  // On the sender it never matches.
  a.faults.add(ALL);
  a.faults.add({ ...ALL, messages: 4, rate: 1 });
  expect(pings(3)).toBe(0);
  // … but the answers that arrive do.
  expect(a.faults.list("drop").map(({ counts }) => [counts.total, counts.reply, counts.get])).toEqual([
    [0, 0, 0],
    [3, 3, 0],
  ]);
  a.faults.clear();
  expect(pings(3)).toBe(3);

  b.faults.add({ ...ALL, rate: 4 });
  expect(pings(40)).toBe(30);
  expect(b.faults.list("drop")[0]!.counts).toMatchObject({ total: 40, dropped: 10, get: 10 });
  expect(b.allNis()[1]!.counters.dropped.get).toBe(10);
  expect(b.statistics.drop_count).toBe(10);

  // The newer is asked first, and passes on what it does not take.
  b.faults.clear();
  b.faults.add({ ...ALL, rate: 2 });
  b.faults.add({ ...ALL, rate: 3 });
  pings(18);
  expect(b.faults.list("drop").map(({ rate, counts }) => [rate, counts.dropped, counts.total])).toEqual([
    [3, 6, 18],
    [2, 6, 12],
  ]);

  b.faults.clear();
  b.faults.add({ ...ALL, kind: "delay", latency: 2 });
  const start = cluster.clock.now;
  expect(a.ping("10.1.1.2@tcp", { timeoutMs: 10_000 }).errno).toBe(0);
  expect(cluster.clock.now - start).toBeGreaterThan(4);
  expect(cluster.clock.now - start).toBeLessThan(6.5);
  expect(b.faults.list("delay")[0]!.counts).toMatchObject({ delayed: 2, get: 1, reply: 1 });

  for (const wrong of [{ rate: 0 }, { rate: 1, interval: 1 }, { kind: "delay" as const }, { portals: 1n, messages: 8 }]) {
    expect(a.faults.add({ ...ALL, ...wrong })).toBe(-22);
  }
  expect([b.faults.delete("delay", "*", "*"), b.faults.delete("delay", "*", "*")]).toEqual([1, 0]);
}
