// SPDX-License-Identifier: GPL-2.0-or-later
// golden/31_discovery/facts.md.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";

export function run(): void {
  const { cluster, lnets } = lab(2, 2);
  const [a, b] = [lnets[0]!, lnets[1]!];
  const known = (lnet: typeof a): [string, number, string[]][] =>
    lnet.peers.list().map(({ primaryNid, state, nis }) => [primaryNid, state, nis.map(({ nid }) => nid)]);

  // A ping makes a peer of one NID on both sides, and discovers nothing.
  expect(a.ping("10.1.2.2@tcp", { timeoutMs: 1000 })).toEqual({
    errno: 0,
    primaryNid: "10.1.2.2@tcp",
    multiRail: false,
    nids: ["10.1.1.2@tcp", "10.1.2.2@tcp"],
  });
  expect(known(a)).toEqual([["10.1.2.2@tcp", 0, ["10.1.2.2@tcp"]]]);
  expect(known(b)).toEqual([["10.1.1.1@tcp", 0, ["10.1.1.1@tcp"]]]);

  // One discover teaches both.
  expect(a.discover("10.1.2.2@tcp", { force: false })).toMatchObject({ errno: 0, primaryNid: "10.1.1.2@tcp", multiRail: true });
  expect(known(a)).toEqual([["10.1.1.2@tcp", 273, ["10.1.1.2@tcp", "10.1.2.2@tcp"]]]);
  expect(known(b)).toEqual([["10.1.1.1@tcp", 273, ["10.1.1.1@tcp", "10.1.2.1@tcp"]]]);

  // What changes is pushed; a net that the other has not counts too.
  b.deleteNi({ net: "tcp", interface: "eth1" });
  cluster.advance(2);
  expect(known(a)).toEqual([["10.1.1.2@tcp", 273, ["10.1.1.2@tcp"]]]);
  b.addNi({ net: "tcp1", interface: "eth1" });
  cluster.advance(2);
  expect(known(a)).toEqual([["10.1.1.2@tcp", 273, ["10.1.1.2@tcp", "10.1.2.2@tcp1"]]]);

  // Nobody there: -113 after the time that a connection takes; no such NID on a host that is there: at once.
  const start = cluster.clock.now;
  expect(a.discover("10.1.1.99@tcp", { force: false }).errno).toBe(-113);
  expect(cluster.clock.now - start).toBeGreaterThan(3);
  const middle = cluster.clock.now;
  expect(a.ping("10.1.2.2@tcp", { timeoutMs: 1000 }).errno).toBe(-113);
  expect(cluster.clock.now - middle).toBeLessThan(0.1);
  expect(a.ping("10.5.5.5@tcp55", { timeoutMs: 1000 }).errno).toBe(-113);
}
