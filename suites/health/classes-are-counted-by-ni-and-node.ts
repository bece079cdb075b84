// SPDX-License-Identifier: GPL-2.0-or-later
// Each class of failure has a counter of the node, and one of the NI or peer NI that is to blame; a reset zeroes those of the node only (33_health/facts.md).
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { localHealth, NI_NAMES, oneTarget, peerHealth, twoNics } from "./_health.ts";

export const requires = twoNics;

const CLASSES = Object.keys(NI_NAMES) as (keyof typeof NI_NAMES)[];

export async function run(): Promise<void> {
  const [a, b] = await oneTarget(2, { retry_count: 0 });
  const counted = async (): Promise<{ nis: number[]; node: number[] }> => {
    const [local, peer, stats] = [await localHealth(a), await peerHealth(a, b), await a.lnet.stats()];
    const all: Record<string, object> = { ...local, ...peer };
    const nis = CLASSES.map((name) => {
      const counts = (name.startsWith("local_") ? a.nids : b.nids).map((nid) => (all[nid] as Record<string, number>)[NI_NAMES[name]]!);
      return counts.reduce((sum, count) => sum + count, 0);
    });
    return { nis, node: CLASSES.map((name) => stats[`${name}_count`]!) };
  };
  for (const error of CLASSES) {
    const rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 1, healthErrors: [error] });
    await traffic.pings(a, b.nid(0), 2, { mayFail: true, timeout: 5 });
    await rule.heal();
  }
  const before = await counted();
  for (const [index, name] of CLASSES.entries()) {
    expect(before.node[index], `${name} of the node`).toBeGreaterThanOrEqual(2);
    expect(before.nis[index], `${name} of NIs`).toBe(before.node[index]);
  }
  await a.lnet.resetStats();
  const after = await counted();
  expect(after.node).toEqual(CLASSES.map(() => 0));
  expect(after.nis).toEqual(before.nis);
}
