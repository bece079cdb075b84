// SPDX-License-Identifier: GPL-2.0-or-later
// What is sent into a connection whose link is down has left (golden/06_traffic/054): nobody hears of it until the answer is missing, and it comes when the link does, or is
// lost with the connection. Where there was none, it fails at once (33_health/015).
import { expect } from "lutf";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(2, 2);
  const [a, b] = [lnets[0]!, lnets[1]!];
  // One NI each.
  a.deleteNi({ net: "tcp", interface: "eth1" });
  b.deleteNi({ net: "tcp", interface: "eth1" });
  const nic = b.node.nics.find("eth0")!;
  const ping = (): number => a.ping("10.1.1.2@tcp", { timeoutMs: 1000 }).errno;
  const heard = (): number => b.findNi("10.1.1.2@tcp")!.counters.received.get;
  expect([ping(), heard()]).toEqual([0, 1]);

  // It is tried again after 0.2, 0.6, 1.4 s …
  b.node.nics.setUp(nic, false);
  const began = cluster.clock.now;
  expect(ping()).toBe(-5);
  expect(cluster.clock.now - began).toBeCloseTo(1, 2);
  expect(a.statistics.remote_dropped_count).toBe(0);
  expect(heard()).toBe(1);
  b.node.nics.setUp(nic, true);
  // The next waits behind it.
  expect(ping()).toBe(0);
  expect(heard()).toBe(3);
  expect(cluster.clock.now - began).toBeGreaterThan(1.4);

  // After the LND timeout there is no connection any more, and none can be made.
  b.node.nics.setUp(nic, false);
  expect(ping()).toBe(-5);
  cluster.advance(a.settings.lndTimeout);
  expect(heard()).toBe(3);
  expect(ping()).toBe(-113);
  expect(a.statistics.remote_dropped_count).toBe(1);
  b.node.nics.setUp(nic, true);
  cluster.advance(1);
  expect(ping()).toBe(0);
  expect(heard()).toBe(4);

  // Nothing of it is left when LNet is taken down.
  b.node.nics.setUp(nic, false);
  a.traffic.request({ type: "get", to: "10.1.1.2@tcp" }, () => undefined);
  cluster.advance(1);
  a.unconfigure();
  a.configure({ fromModuleParameters: false, large: false });
  a.addNi({ net: "tcp", interface: "eth0" });
  cluster.advance(2 * a.settings.transactionTimeout);
  expect(a.statistics.response_timeout_count).toBe(0);
}
