// SPDX-License-Identifier: GPL-2.0-or-later
// A peer NI from which nothing ever came is not recovered: LNet does not know that it is there. The first message from it changes that
// (33_health/011, 012).
import { expect, lutf } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { peerHealth, recovered, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await testbed({ nodes: 2, nics: 3 });
  // By hand, without a message.
  await a.lnet.addPeer({ primaryNid: b.nid(0), nids: b.nids });
  await a.lnet.setPeerHealth({ all: true, value: 0 });
  expect(await a.lnet.recoveryQueue("peer")).toEqual([]);
  await lutf.sleep("20s");
  expect(values(await peerHealth(a, b), b.nids)).toEqual([0, 0, 0]);
  await traffic.pings(b, a.nid(0), 1, { source: b.nid(1), timeout: 10 });
  await lutf.waitUntil(async () => (await peerHealth(a, b))[b.nid(1)]!["health value"] === WELL, {
    timeout: "60s",
    interval: "1s",
    message: `${b.nid(1)} is well`,
  });
  await recovered(a, "peer");
  expect(values(await peerHealth(a, b), [b.nid(0), b.nid(2)]), "the others").toEqual([0, 0]);
}
