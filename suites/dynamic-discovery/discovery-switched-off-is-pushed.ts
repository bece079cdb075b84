// SPDX-License-Identifier: GPL-2.0-or-later
// A node that switches discovery off says so: its peers forget it, and know it by one NID from then on, while it keeps them. That it is on again they find out when
// they are told to look anew (golden/31_discovery/006).
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { alone, DISCOVERED, known, knowsSoon, stateOf, twoNodes, whole } from "./_peers.ts";

export const requires = twoNodes;

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 2, settings: { discovery: 1 }, discover: true });
  expect(await known(a)).toEqual([whole(b)]);
  await b.lnet.set({ discovery: 0 });
  await knowsSoon(a, []);
  expect(await known(b)).toEqual([whole(a)]);
  const one = { primaryNid: b.nid(0), multiRail: false, nids: [b.nid(0)] };
  expect(await a.lnet.discover(b.nid(0))).toEqual(one);
  expect(await a.lnet.discover(b.nid(0), { force: true })).toEqual(one);
  expect(await known(a)).toEqual([alone(b.nid(0))]);

  await b.lnet.set({ discovery: 1 });
  expect(await a.lnet.discover(b.nid(0), { force: true })).toEqual({ primaryNid: b.nid(0), multiRail: true, nids: b.nids });
  expect(await known(a)).toEqual([whole(b)]);
  expect((await stateOf(a, b.nid(1))) & DISCOVERED).toBe(DISCOVERED);
}
