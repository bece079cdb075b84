// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0260: the answer to a ping comes back to the NI that asked, from the NI that was asked. Of each pair that pings took, both nodes counted as many answers as questions.
import { expect } from "lutf";
import { traffic } from "lutf/traffic";
import { peersByHand, twoNodes } from "./_by-hand.ts";

export const requires = twoNodes(3);

export async function run(): Promise<void> {
  const [a, b] = await peersByHand(3);
  for (const [place, source] of a.nids.entries()) {
    // A source is pinned to one NI; what it asks is answered to exactly that.
    const to = b.nids[(place + 1) % b.nids.length] as string;
    const seen = await traffic([a, b], () => traffic.pings(a, to, 5, { source }));
    traffic.expect(seen.on(a).sent).only([source]);
    traffic.expect(seen.on(a).received).only([source]);
    traffic.expect(seen.on(b).received).only([to]);
    traffic.expect(seen.on(b).sent).only([to]);
  }
  // With all in turn: as many answers as questions over each.
  const seen = await traffic([a, b], () => traffic.pings(a, b.nids[0] as string, 30));
  expect(seen.on(a).received).toEqual(seen.on(a).sent);
  expect(seen.on(b).sent).toEqual(seen.on(b).received);
  traffic.expect(seen.on(a).sent).over(a.nids, { tolerance: 0.2 });
}
