// SPDX-License-Identifier: GPL-2.0-or-later
// A node that is down and comes back with another NID tells nobody: who knew it keeps the old peer, which does not answer, and finds a second one at the new NID
// (golden/31_discovery/001).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { known, sorted, twoNodes, whole } from "./_peers.ts";

export const requires = twoNodes;

export async function run(): Promise<void> {
  const [a, before] = await testbed({ nodes: 2, nets: { tcp: [0] }, settings: { discovery: 1 } });
  await a.lnet.discover(before.nid(0));
  const [after] = await testbed({ nodes: [before.node], nets: { tcp: [1] } });
  const moved = `${before.node.name} moved from ${before.nid(0)} to ${after.nid(0)}`;
  expect(await known(a), `peers of ${a.node.name} after ${moved}`).toEqual([whole(before)]);
  const pings = await traffic.pings(a, before.nid(0), 2, { mayFail: true });
  expect(pings, `pings from ${a.node.name} to ${before.nid(0)} after ${moved}`).toEqual({ ok: 0, failed: 2 });
  const found = await a.lnet.discover(after.nid(0));
  expect(found, `what ${a.node.name} discovers at ${after.nid(0)}`).toEqual({
    primaryNid: after.nid(0),
    multiRail: true,
    nids: after.nids,
  });
  expect(await known(a), `peers of ${a.node.name} after ${moved} and was discovered there`).toEqual(sorted([whole(before), whole(after)]));
  await traffic.pings(a, after.nid(0), 5);
}
