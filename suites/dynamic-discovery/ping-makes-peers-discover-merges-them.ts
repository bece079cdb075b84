// SPDX-License-Identifier: GPL-2.0-or-later
// A ping of each NID makes a peer of each, with one NID; discovery of each node's first NID makes one multi-rail peer of them, with exactly its NIDs.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { alone, DISCOVERED, known, sorted, stateOf, threeNodes, whole } from "./_peers.ts";

export const requires = threeNodes;

export async function run(): Promise<void> {
  const [a, b, c] = await testbed({ nodes: 3, nics: 2, settings: { discovery: 1 } });
  const others = [b, c];
  for (const other of others) for (const nid of other.nids) expect(await a.lnet.ping(nid)).toEqual(other.nids);
  expect(await known(a)).toEqual(sorted(others.flatMap(({ nids }) => nids.map(alone))));
  for (const other of others) await a.lnet.discover(other.nid(0));
  expect(await known(a)).toEqual(sorted(others.map((other) => whole(other))));
  for (const other of others) for (const nid of other.nids) expect((await stateOf(a, nid)) & DISCOVERED).toBe(DISCOVERED);
}
