// SPDX-License-Identifier: GPL-2.0-or-later
// A peer that is not multi-rail may know a node by one NID only: all RPCs to it leave over the NI that was used first, however many there are. With discovery on they are
// spread (golden/30_multirail/061-065).
import { expect, type Parameters, type Results } from "lutf";
import { selftest } from "lutf/selftest";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { twoNodes } from "./_peers.ts";

export const requires = twoNodes;

const RPCS = 20;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  for (const discovery of [0, 1] as const) {
    await results.step(`discovery ${discovery}`, async () => {
      const [a, b] = await testbed({ nodes: 2, nics: 2, settings: { discovery } });
      const seen = await traffic([b], () => selftest.run({ from: [a.node], to: [b.node], test: "ping", loop: RPCS, concurrency: 1 }));
      expect(seen.result).toMatchObject({ rpcs: RPCS, errors: 0 });
      const [less, more] = a.nids.map((nid) => seen.on(b).fromPeer[nid] ?? 0).sort((one, other) => one - other) as [number, number];
      const said = `messages from the NIs of ${a.node.name}: ${less} and ${more}`;
      expect(more, said).toBeGreaterThanOrEqual(RPCS / 2);
      // A GET that discovery begins with.
      if (discovery === 0) expect(less, said).toBeLessThanOrEqual(2);
      else expect(less, said).toBeGreaterThanOrEqual(RPCS / 4);
    });
  }
}
