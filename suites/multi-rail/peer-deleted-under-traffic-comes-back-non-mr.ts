// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0176: a peer that is deleted under load is made again by the next message: with discovery off by the NID alone that is used, and not Multi-Rail. Load goes on, and loses
// at most what was under way.
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(2);

const CONCURRENCY = 2;

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(2);
  const [first, second] = b.nids as [string, string];
  const running = await selftest.start({ from: [a.node], to: [b.node], test: "write", size: "64K", concurrency: CONCURRENCY });
  await lutf.sleep("1s");
  expect(await a.lnet.peers({ nid: first })).toMatchObject([{ "Multi-Rail": true, "peer ni": [{}, {}] }]);
  await a.lnet.deletePeer({ primaryNid: first });
  await lutf.sleep("1s");
  const [peer] = await a.lnet.peers({ nid: first });
  expect(peer).toMatchObject({ "Multi-Rail": false, "peer ni": [{ nid: first }] });
  const after = await traffic([b], () => lutf.sleep("1s"));
  traffic.expect(after.on(b).received).only([first]).none([second]);
  expect((await running.stop()).errors).toBeLessThanOrEqual(CONCURRENCY);
}
