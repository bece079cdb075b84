// SPDX-License-Identifier: GPL-2.0-or-later
// With discovery off on either side or on both, a node that discovers another is told the NID that it asked for and no other, and each NID is a peer of its own
// (golden/31_discovery/003-005).
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { alone, known, sorted, stateOf, twoNodes, WITHOUT_DISCOVERY, whole } from "./_peers.ts";

export const requires = twoNodes;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  for (const [here, there] of [
    [1, 1],
    [1, 0],
    [0, 1],
    [0, 0],
  ] as const) {
    await results.step(`${here} here, ${there} there`, async () => {
      const [a, b] = await testbed({ nodes: 2, nics: 2 });
      await a.lnet.set({ discovery: here });
      await b.lnet.set({ discovery: there });
      const found = [await a.lnet.discover(b.nid(0)), await a.lnet.discover(b.nid(1))];
      if (here === 1 && there === 1) {
        // The control: else a node that knew one NID only would pass.
        expect(found).toEqual(b.nids.map(() => ({ primaryNid: b.nid(0), multiRail: true, nids: b.nids })));
        expect(await known(a)).toEqual([whole(b)]);
        return;
      }
      expect(found).toEqual(b.nids.map((nid) => ({ primaryNid: nid, multiRail: false, nids: [nid] })));
      expect(await known(a)).toEqual(sorted(b.nids.map(alone)));
      for (const nid of b.nids) expect((await stateOf(a, nid)) & WITHOUT_DISCOVERY).toBe(WITHOUT_DISCOVERY);
      // Nor does the one that was asked make one peer of what it hears.
      const peers = await known(b);
      expect(peers.length).toBeGreaterThan(0);
      for (const peer of peers) expect(peer).toEqual(alone(peer.primary));
    });
  }
}
