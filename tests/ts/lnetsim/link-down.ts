// SPDX-License-Identifier: GPL-2.0-or-later
// golden/33_health/facts.md, "Link down": fatal error and status down at once, health stays; nothing leaves from there; the peer is told; the status stays down when the link is back.
import { expect } from "lutf";
import { lab, sentGets } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(2, 3);
  const [a, b] = [lnets[0]!, lnets[1]!];
  expect(a.discover("10.1.1.2@tcp", { force: false }).multiRail).toBe(true);
  const ni = a.findNi("10.1.2.1@tcp")!;
  const nic = a.node.nics.find("eth1")!;
  const before = sentGets(a);
  const told =
    b.findNi("10.1.1.2@tcp")!.counters.received.put +
    b.findNi("10.1.2.2@tcp")!.counters.received.put +
    b.findNi("10.1.3.2@tcp")!.counters.received.put;
  a.node.nics.setUp(nic, false);
  cluster.advance(1);
  expect([ni.fatalError, ni.status, ni.health]).toEqual([true, "down", 1000]);
  const toldNow =
    b.findNi("10.1.1.2@tcp")!.counters.received.put +
    b.findNi("10.1.2.2@tcp")!.counters.received.put +
    b.findNi("10.1.3.2@tcp")!.counters.received.put;
  expect(toldNow).toBe(told + 1);
  for (let ping = 0; ping < 10; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
  expect(sentGets(a)[1]).toBe(before[1]);
  a.node.nics.setUp(nic, true);
  cluster.advance(10);
  expect([ni.fatalError, ni.status]).toEqual([false, "down"]);
}
