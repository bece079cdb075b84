// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0310: a NID that is deleted from a peer under load gets no message any more and does not come back; nothing is dropped, no RPC fails.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { NET, peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(3);

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(3);
  const [first, gone, last] = b.nids as [string, string, string];
  const running = await selftest.start({ from: [a.node], to: [b.node], test: "write", size: "64K", concurrency: 4 });
  const before = await traffic([a], () => lutf.sleep("1s"));
  traffic.expect(before.on(a).toPeer).over(b.nids, { tolerance: 0.34 });

  await a.lnet.deletePeer({ primaryNid: b.nid(0, NET), nids: [gone] });
  // What was under way goes where it went.
  await lutf.sleep("100ms");
  const after = await traffic([a], () => lutf.sleep("1s"));
  traffic.expect(after.on(a).toPeer).over([first, last], { tolerance: 0.34 }).none([gone]);
  traffic.expect(after.on(a).dropped).none(a.nids);
  const known = (await a.lnet.peers()).flatMap((peer) => peer["peer ni"].map(({ nid }) => nid));
  expect(known).not.toContain(gone);
  expect((await running.stop()).errors).toBe(0);
}
