// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0310: a NID that is deleted from a peer under load gets no message any more and does not come back; nothing is dropped, and no RPC
// fails but what was under way: its answer comes from a NID that is nobody's (golden/36_selftest/019).
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { NET, peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(3);

const CONCURRENCY = 4;

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(3);
  const [first, gone, last] = b.nids as [string, string, string];
  const running = await selftest.start({ from: [a.node], to: [b.node], test: "write", size: "64K", concurrency: CONCURRENCY });
  const before = await traffic([a], () => lutf.sleep("1s"));
  traffic.expect(before.on(a).toPeer).over(b.nids, { tolerance: 0.34 });

  await a.lnet.deletePeer({ primaryNid: b.nid(0, NET), nids: [gone] });
  // What was under way goes where it went.
  await lutf.sleep("100ms");
  const after = await traffic([a, b], () => lutf.sleep("1s"));
  traffic.expect(after.on(a).toPeer).over([first, last], { tolerance: 0.34 }).none([gone]);
  // A has no count of a NID that it does not know; b has.
  traffic.expect(after.on(b).received).over([first, last], { tolerance: 0.34 }).none([gone]);
  traffic.expect(after.on(a).dropped).none(a.nids);
  const known = (await a.lnet.peers()).flatMap((peer) => peer["peer ni"].map(({ nid }) => nid));
  expect(known).not.toContain(gone);
  expect((await running.stop()).errors).toBeLessThanOrEqual(CONCURRENCY);
}
