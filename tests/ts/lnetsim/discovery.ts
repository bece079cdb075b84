// SPDX-License-Identifier: GPL-2.0-or-later
// golden/31_discovery/facts.md.
import { expect } from "lutf";
import { lab } from "./_cluster.ts";
import { shell } from "./_shell.ts";

export async function run(): Promise<void> {
  joinsPeers();
  await forgetsAPeer();
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
    unanswered: false,
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
  // To an address in none of the node's subnets there is no way, which is known at once (31_discovery/015).
  const end = cluster.clock.now;
  expect(a.ping("10.9.9.9@tcp", { timeoutMs: 1000 }).errno).toBe(-113);
  expect(cluster.clock.now - end).toBeLessThan(0.1);
}

/** Two peers turn out to be one node: what was counted under the one that goes is forgotten (31_discovery/012). */
function joinsPeers(): void {
  const { lnets } = lab(2, 2);
  const a = lnets[0]!;
  for (const nid of ["10.1.1.2@tcp", "10.1.2.2@tcp"]) a.ping(nid, { timeoutMs: 1000 });
  expect(a.peers.list().length).toBe(2);
  expect(a.discover("10.1.2.2@tcp", { force: false }).errno).toBe(0);
  expect(a.peers.list().map(({ nis }) => nis.map(({ nid, counters }) => [nid, counters.sent.get, counters.sent.put]))).toEqual([
    [
      ["10.1.1.2@tcp", 1, 1],
      ["10.1.2.2@tcp", 0, 1],
    ],
  ]);
}

/** Of a node that has switched discovery off nothing is left; an empty table is shown as nothing, and is no error (31_discovery/006). */
async function forgetsAPeer(): Promise<void> {
  const { cluster, lnets } = lab(2, 2);
  const [a, b] = [lnets[0]!, lnets[1]!];
  a.discover("10.1.1.2@tcp", { force: false });
  expect(await shell(b)("lnetctl set discovery 0")).toBe("");
  cluster.advance(2);
  expect(await shell(a)("lnetctl peer show -v 4")).toBe("");
  expect(await shell(a)("lnetctl peer show --nid 10.1.1.2@tcp")).toBe("exit 234\n");
}
