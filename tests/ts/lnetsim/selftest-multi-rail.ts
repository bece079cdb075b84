// SPDX-License-Identifier: GPL-2.0-or-later
// golden/36_selftest/018, 30_multirail/010-026: RPCs spread evenly over all pairs of NIs, what answers them goes back over the same pair; 36_selftest/019: only primary NIDs can be called.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { brw, type Counts, changes, runSession, snapshot } from "./_selftest.ts";

const spread = (counts: (Counts | undefined)[], key: string): number => {
  const values = counts.map((one) => one?.[key] ?? 0);
  return Math.max(...values) - Math.min(...values);
};

export function run(): void {
  for (const nics of [2, 3]) {
    const { lnets } = lab(2, nics);
    const [a, b] = [lnets[0]!, lnets[1]!];
    for (const { node } of lnets) node.modules.load("lnet_selftest");
    a.discover("10.1.1.2@tcp", { force: false });
    for (const o of [
      { parameters: brw(true, 4096), loop: 30 },
      { parameters: brw(false, 4096), loop: 50 },
      { parameters: brw(true, 4096), loop: 20, concurrency: 16 },
    ]) {
      const before = snapshot(b);
      runSession(a, o);
      const now = changes(before, snapshot(b));
      const rpcs = o.loop * (o.concurrency ?? 1);
      expect(now["stats"]!["recv_count"]! + now["stats"]!["send_count"]!).toBe(
        2 * 3 + rpcs * (o.parameters.type === "brw" && o.parameters.write ? 4 : 3),
      );
      for (const which of ["", "peer "]) {
        const nis = Array.from({ length: nics }, (_, index) => now[`${which}10.1.${index + 1}.${which === "" ? 2 : 1}@tcp`]);
        // Between the NIs of the node itself one is the most; the pairing follows the console's own traffic.
        if (which === "")
          for (const key of ["sent.put", "received.put", "sent.get", "received.reply"])
            expect(spread(nis, key)).toBeLessThanOrEqual(rpcs > 100 ? 4 : 2);
        for (const ni of nis) expect(ni!["sent.get"] ?? 0).toBe(ni!["received.reply"] ?? 0);
      }
    }
  }

  const { lnets } = lab(2, 3);
  const [a, b] = [lnets[0]!, lnets[1]!];
  for (const { node } of lnets) node.modules.load("lnet_selftest");
  a.discover("10.1.1.2@tcp", { force: false });
  const { console: lst } = a.node.selftest!;
  lst.newSession({ name: "t", key: 1, timeout: 100, force: false });
  lst.addGroup("s");
  const before = [snapshot(a), snapshot(b)];
  const began = a.clock.now;
  const { outcomes } = lst.addNodes("s", ["10.1.1.2@tcp", "10.1.2.2@tcp", "10.1.3.2@tcp"]);
  expect(outcomes.map(({ errno, node }) => [errno, node.state])).toEqual([
    [0, "active"],
    [-110, "down"],
    [-110, "down"],
  ]);
  expect(a.clock.now - began).toBeCloseTo(30, 2);
  expect(changes(before[1]!, snapshot(b))["stats"]).toMatchObject({ recv_count: 3, send_count: 3 });
  const onA = changes(before[0]!, snapshot(a));
  expect(onA["stats"]).toMatchObject({ send_count: 3, recv_count: 1, drop_count: 2, drop_length: 320 });
  const dropped = Object.entries(onA).flatMap(([nid, counts]) =>
    nid === "stats" ? [] : [[nid.startsWith("peer"), counts["dropped.put"] ?? 0]],
  );
  expect(dropped.reduce((sum, [isPeer, count]) => sum + (isPeer ? 0 : Number(count)), 0)).toBe(2);
  expect(dropped.every(([isPeer, count]) => !isPeer || count === 0)).toBe(true);
}
