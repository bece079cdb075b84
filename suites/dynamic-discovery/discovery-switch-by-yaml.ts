// SPDX-License-Identifier: GPL-2.0-or-later
// YAML, by the library and by lnetctl, switches discovery off and on; lnetctl shows it, and it is so: a peer is one NID, or all of them.
import { expect, type Parameters, type Results } from "lutf";
import { testbed } from "lutf/testbed";
import { twoNodes } from "./_peers.ts";

export const requires = twoNodes;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 2 });
  for (const road of [a.lnet, a.lnet.cli]) {
    await results.step(road.road, async () => {
      for (const discovery of [0, 1] as const) {
        await road.importYaml(`global:\n    discovery: ${discovery}\n`);
        expect((await a.lnet.cli.settings()).discovery).toBe(discovery);
        const { nids, multiRail } = await a.lnet.discover(b.nid(1), { force: true });
        expect({ nids, multiRail }).toEqual(discovery === 1 ? { nids: b.nids, multiRail: true } : { nids: [b.nid(1)], multiRail: false });
      }
      // While it is off, the first discovery of a peer that was multi-rail only forgets it, and fails (golden/06_traffic/043).
      await a.lnet.deletePeer({ primaryNid: b.nid(0) });
    });
  }
}
