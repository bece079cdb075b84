// SPDX-License-Identifier: GPL-2.0-or-later
// A peer that was discovered over two nets stays, and is reached, when the net of its other NIDs is deleted here. sanity-lnet 525.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { known, twoNodes, whole } from "./_peers.ts";

export const requires = twoNodes;

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nets: { tcp: [0], tcp1: [1] }, discover: true });
  expect(await known(a)).toEqual([whole(b)]);
  await a.lnet.deleteNet({ net: "tcp1" });
  const [peer] = await known(a);
  expect(peer).toMatchObject({ primary: b.nid(0), multiRail: true });
  expect(peer!.nids).toContain(b.nid(0));
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 10));
  traffic.expect(seen.on(a).toPeer).over([b.nid(0)], { total: 10 });
}
