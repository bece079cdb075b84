// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0176: a peer that is deleted under load is made again by the next message: with discovery off by the NID alone that is used, and not Multi-Rail. Load goes on.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { NET, peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(2);

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(2);
  const running = await selftest.start({ from: [a.node], to: [b.node], test: "write", size: "64K", concurrency: 2 });
  await lutf.sleep("1s");
  expect(await a.lnet.peers({ nid: b.nid(0, NET) })).toMatchObject([{ "Multi-Rail": true, "peer ni": [{}, {}] }]);
  await a.lnet.deletePeer({ primaryNid: b.nid(0, NET) });
  await lutf.sleep("1s");
  const [peer] = await a.lnet.peers({ nid: b.nid(0, NET) });
  expect(peer).toMatchObject({ "Multi-Rail": false, "peer ni": [{ nid: b.nid(0, NET) }] });
  const rpcs = await running.stop();
  expect(rpcs.errors).toBe(0);
  expect(rpcs.rpcs).toBeGreaterThan(0);
}
