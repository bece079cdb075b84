// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0175: load goes over all NIs of the sender and of its peer, each its share, and no RPC fails.
import { expect } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { NET, peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(3);

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(3);
  expect(await a.lnet.peers({ nid: b.nid(0, NET) })).toMatchObject([{ "Multi-Rail": true }]);
  const seen = await traffic([a, b], () =>
    selftest.run({ from: [a.node], to: [b.node], test: "write", size: "1M", concurrency: 8, seconds: 2 }),
  );
  expect(seen.result.errors).toBe(0);
  // RPCs and data take turns of their own: an NI has its share within a quarter (golden/36_selftest: 31, 37 and 35).
  const evenly = { tolerance: 0.25 };
  traffic.expect(seen.on(a).sent).over(a.nids, evenly);
  traffic.expect(seen.on(a).toPeer).over(b.nids, evenly);
  traffic.expect(seen.on(b).received).over(b.nids, evenly);
  traffic.expect(seen.on(a).dropped).none(a.nids);
  // As many as RPCs and more, over each of them.
  expect(Math.min(...a.nids.map((nid) => seen.on(a).sent[nid]!))).toBeGreaterThan(seen.result.rpcs / 4);
}
