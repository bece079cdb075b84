// SPDX-License-Identifier: GPL-2.0-or-later
// What was configured by hand discovery does not change: two configured peers that are one node stay two, and a configured peer keeps a NID that the node which is
// discovered says is its own (golden/31_discovery/011, 014, 015).
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { type Known, known, sorted, stateOf, twoNodes } from "./_peers.ts";

export const requires = { ...twoNodes, lnet: { version: ">=2.16" } } as const;

/** Nobody has it. */
const NOBODY = "10.99.5.5@tcp";
const CONFIGURED = 8;

const byHand = (primary: string, ...nids: string[]): Known => ({ primary, multiRail: true, nids: [primary, ...nids].sort() });

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await results.step("two that are one", async () => {
    const [a, b] = await testbed({ nodes: 2, nics: 2, settings: { discovery: 1 } });
    for (const nid of b.nids) await a.lnet.cli.addPeer({ primaryNid: nid });
    for (const nid of b.nids) {
      expect(await a.lnet.discover(nid)).toEqual({ primaryNid: nid, multiRail: true, nids: [nid] });
      expect(await known(a)).toEqual(sorted(b.nids.map((one) => byHand(one))));
      expect((await stateOf(a, nid)) & CONFIGURED).toBe(CONFIGURED);
    }
  });
  await results.step("a NID that is configured elsewhere", async () => {
    const [a, b] = await testbed({ nodes: 2, nics: 2, settings: { discovery: 1 } });
    await a.lnet.cli.addPeer({ primaryNid: NOBODY, nids: [b.nid(1)] });
    expect(await a.lnet.discover(b.nid(0))).toEqual({ primaryNid: b.nid(0), multiRail: true, nids: [b.nid(0)] });
    expect(await known(a)).toEqual(sorted([byHand(NOBODY, b.nid(1)), byHand(b.nid(0))]));
  });
  await results.step("a NID taken from a discovered peer", async () => {
    const [a, b] = await testbed({ nodes: 2, nics: 2, settings: { discovery: 1 } });
    await a.lnet.discover(b.nid(0));
    await a.lnet.cli.addPeer({ primaryNid: NOBODY, nids: [b.nid(1)] });
    expect(await known(a)).toEqual(sorted([byHand(NOBODY, b.nid(1)), byHand(b.nid(0))]));
  });
}
