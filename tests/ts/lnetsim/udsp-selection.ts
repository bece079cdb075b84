// SPDX-License-Identifier: GPL-2.0-or-later
// golden/34_udsp/facts.md: what a rule does to 30 pings.
import { expect } from "lutf";
import type { NidPattern } from "lutf/lnetsim";
import { lab, sentGets } from "./_cluster.ts";

const net = (name: string): NidPattern => ({
  text: name,
  isNet: true,
  matchesNet: (other) => other === name,
  matchesNid: (nid) => nid.endsWith(`@${name}`),
});
const nid = (...ones: string[]): NidPattern => ({
  text: ones.join(),
  isNet: false,
  matchesNet: () => false,
  matchesNid: (other) => ones.includes(other),
});

export function run(): void {
  pairs();
  const { lnets } = lab(2, 3);
  const [a, b] = [lnets[0]!, lnets[1]!];
  for (const lnet of [a, b]) {
    lnet.deleteNi({ net: "tcp", interface: "eth2" });
    lnet.addNi({ net: "tcp1", interface: "eth2" });
  }
  a.discover("10.1.1.2@tcp", { force: false });
  const spread = (): number[] => {
    const before = sentGets(a);
    for (let ping = 0; ping < 60; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
    return sentGets(a).map((value, index) => value - before[index]!);
  };
  expect(spread()).toEqual([15, 15, 30]);
  expect(a.addUdsp({ src: net("tcp1"), priority: 1 }, -1)).toBe(0);
  expect(spread()).toEqual([0, 0, 60]);
  expect(a.addUdsp({ src: net("tcp"), priority: 0 }, -1)).toBe(0);
  expect(spread()).toEqual([30, 30, 0]);
  // The same rule with another priority is an update, the same once more is refused.
  expect(a.addUdsp({ src: net("tcp"), priority: 2 }, -1)).toBe(0);
  expect(a.udsp.length).toBe(2);
  expect(spread()).toEqual([0, 0, 60]);
  expect(a.addUdsp({ src: net("tcp"), priority: 2 }, -1)).toBe(-114);
  expect(a.deleteUdsp(5)).toBe(-2);
  expect(a.deleteUdsp(-1)).toBe(0);
  expect(spread()).toEqual([15, 15, 30]);
  // A NID's priority acts inside its net only; health goes before it.
  a.addUdsp({ src: nid("10.1.2.1@tcp"), priority: 0 }, -1);
  expect(spread()).toEqual([0, 30, 30]);
}

/** Rules that pair local NIs with a peer NI: 34_udsp/023-028. */
function pairs(): void {
  const { lnets } = lab(2, 3);
  const a = lnets[0]!;
  a.discover("10.1.1.2@tcp", { force: false });
  const own = a.ownNids();
  const { nis } = a.peers.find("10.1.1.2@tcp")!;
  const toPeerNis = (): number[] => {
    const before = nis.map(({ counters }) => counters.sent.get);
    for (let ping = 0; ping < 30; ping++) a.ping("10.1.1.2@tcp", { timeoutMs: 1000 });
    return nis.map(({ counters }, index) => counters.sent.get - before[index]!);
  };
  const dst = nid("10.1.2.2@tcp");
  // Of several the last counts, and the round robin makes up for what it prefers.
  for (const one of own) expect(a.addUdsp({ src: nid(one), dst }, -1)).toBe(0);
  expect(nis[1]!.udsp.preferredSources).toEqual([own[2]]);
  expect(toPeerNis()).toEqual([10, 10, 10]);
  a.deleteUdsp(-1);
  // A net as source prefers nothing.
  a.addUdsp({ src: net("tcp"), dst }, -1);
  expect(toPeerNis()).toEqual([10, 10, 10]);
  a.deleteUdsp(-1);
  // Of three NIs that a range matches two are preferred.
  a.addUdsp({ src: nid(...own), dst }, -1);
  expect(nis[1]!.udsp.preferredSources.length).toBe(2);
  const second = toPeerNis()[1]!;
  expect(second).toBeGreaterThanOrEqual(20);
  expect(second).toBeLessThanOrEqual(21);
}
