// SPDX-License-Identifier: GPL-2.0-or-later
// golden/33_health/facts.md, "Error classes": what one failing ping costs, by class; 3 NIs a node, retry_count 2.
import { expect } from "lutf";
import { dropRule, lab } from "./_cluster.ts";

/** class code, times it is sent, NIs that lose health, peer NIs that do, counter. */
const CLASSES: [name: string, code: number, sends: number, local: number, remote: number][] = [
  ["local_interrupt", 1, 3, 3, 0],
  ["local_dropped", 2, 3, 3, 0],
  ["local_aborted", 3, 3, 3, 0],
  ["local_no_route", 4, 3, 3, 0],
  ["local_timeout", 6, 3, 3, 0],
  ["local_error", 5, 1, 1, 0],
  ["remote_dropped", 8, 3, 0, 3],
  ["remote_error", 7, 1, 0, 1],
  ["remote_timeout", 9, 1, 0, 1],
  ["network_timeout", 10, 1, 1, 1],
];

export function run(): void {
  for (const [name, code, sends, local, remote] of CLASSES) {
    const { lnets } = lab(2, 3);
    const a = lnets[0]!;
    a.discover("10.1.1.2@tcp", { force: false });
    for (let ping = 0; ping < 3; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
    // No recovery pings into the rule: they would lose health too.
    a.health.recover = () => undefined;
    expect(a.faults.add(dropRule({ healthErrors: 1 << code }))).toBe(0);
    const before = a.statistics.send_count;
    expect(a.ping("10.1.1.2@tcp", { timeoutMs: 1000 }).errno, name).toBe(-5);
    const [drop] = a.faults.list("drop");
    expect(drop!.counts.dropped, name).toBe(sends);
    expect(a.allNis().filter((ni) => ni.health === 900).length, name).toBe(local);
    expect(a.peers.find("10.1.1.2@tcp")!.nis.filter((ni) => ni.health === 900).length, name).toBe(remote);
    expect(a.statistics, name).toMatchObject({
      [`${name}_count`]: sends,
      resend_count: sends - 1,
      failed_resends: sends > 1 ? 1 : 0,
      send_count: before,
    });
    expect(a.recoveryQueue("local").length, name).toBe(local);
    expect(a.recoveryQueue("peer").length, name).toBe(remote);
  }
  // Not sent again it is the same errno; -113 is that of a host that nobody has (33_health/027, 06_traffic/007).
  const { lnets } = lab(2, 3);
  const a = lnets[0]!;
  expect(a.node.modules.writeParameter("lnet", "lnet_retry_count", "0")).toBe(0);
  a.discover("10.1.1.2@tcp", { force: false });
  a.faults.add(dropRule({ healthErrors: 1 << 8 }));
  expect(a.ping("10.1.1.2@tcp", { timeoutMs: 1000 }).errno).toBe(-5);
}
