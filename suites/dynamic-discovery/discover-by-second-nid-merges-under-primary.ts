// SPDX-License-Identifier: GPL-2.0-or-later
// Whichever NID of a node is asked, the peer is known by the node's first one: where nothing was known, and where each NID was a peer before.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { alone, known, sorted, threeNodes, whole } from "./_peers.ts";

export const requires = threeNodes;

export async function run(): Promise<void> {
  const [a, b, c] = await testbed({ nodes: 3, nics: 2, settings: { discovery: 1 } });
  for (const nid of b.nids) await a.lnet.ping(nid);
  expect(await known(a)).toEqual(sorted(b.nids.map(alone)));
  for (const other of [b, c]) {
    expect(await a.lnet.discover(other.nid(1))).toEqual({ primaryNid: other.nid(0), multiRail: true, nids: other.nids });
    expect(await known(other)).toEqual([whole(a)]);
  }
  expect(await known(a)).toEqual(sorted([whole(b), whole(c)]));
}
