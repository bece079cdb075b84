// SPDX-License-Identifier: GPL-2.0-or-later
// With discovery on, a node that discovers the first NID of another is told exactly the NIDs of that one, as multi-rail, and so is the other of this one.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { DISCOVERED, known, sorted, stateOf, threeNodes, whole } from "./_peers.ts";

export const requires = threeNodes;

export async function run(): Promise<void> {
  const [a, b, c] = await testbed({ nodes: 3, nics: 2, settings: { discovery: 1 } });
  for (const other of [b, c]) {
    expect(await a.lnet.discover(other.nid(0))).toEqual({ primaryNid: other.nid(0), multiRail: true, nids: other.nids });
    expect((await stateOf(a, other.nid(0))) & DISCOVERED).toBe(DISCOVERED);
    // One discovery is enough for both (golden/31_discovery/facts.md).
    expect(await known(other)).toEqual([whole(a)]);
    expect((await stateOf(other, a.nid(0))) & DISCOVERED).toBe(DISCOVERED);
  }
  expect(await known(a)).toEqual(sorted([whole(b), whole(c)]));
}
