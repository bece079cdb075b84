// SPDX-License-Identifier: GPL-2.0-or-later
// Of two nets that both nodes are on, the one whose NIs are well carries all, whether local NIs or those of the peer are sick on the other; both share when all are well.
import type { Parameters, Results } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { pinged, recovered, twoNics } from "./_health.ts";

export const requires = twoNics;

/** Recovery of what is sick. */
const FEW = { atMost: 6 };

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nets: { tcp: [0], tcp1: [1] }, discover: true, settings: { health_sensitivity: 1 } });
  const nets = ["tcp", "tcp1"] as const;
  const well = async (): Promise<void> => {
    await a.lnet.setHealth({ all: true, value: 1000 });
    await a.lnet.setPeerHealth({ all: true, value: 1000 });
    for (const which of ["local", "peer"] as const) await recovered(a, which, "60s");
  };
  for (const [index, net] of nets.entries()) {
    const other = nets[1 - index]!;
    await results.step(`local NI on ${net}`, async () => {
      await a.lnet.setHealth({ nid: a.nid(0, net), value: 500 });
      traffic
        .expect((await pinged(a, b)).sent)
        .none([a.nid(0, net)], FEW)
        .only(a.nids);
      await well();
    });
    await results.step(`peer NI on ${net}`, async () => {
      await a.lnet.setPeerHealth({ nid: b.nid(0, net), value: 500 });
      const seen = await pinged(a, b);
      traffic.expect(seen.toPeer).none([b.nid(0, net)], FEW);
      traffic
        .expect(seen.sent)
        .none([a.nid(0, net)], FEW)
        .only([a.nid(0, other)], FEW);
      await well();
    });
  }
  traffic.expect((await pinged(a, b)).sent).over(a.nids, { tolerance: 0.3 });
}
