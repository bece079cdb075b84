// SPDX-License-Identifier: GPL-2.0-or-later
// All NIs of a node, and all of its peer, at 0: each is in the queue, none has to wait for a healthy one, and all are well again. sanity-lnet 218.
import { expect } from "lutf";
import { localHealth, pair, peerHealth, pinged, recovered, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3);
  await pinged(a, b, 6);
  // Before the first answer is there.
  await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, messages: ["GET", "REPLY"] });
  await a.lnet.setHealth({ all: true, value: 0 });
  await a.lnet.setPeerHealth({ all: true, value: 0 });
  const local = await a.lnet.recoveryQueue("local");
  expect(local.toSorted(), `local recovery queue of ${a.node.name}, all of whose NIs are at 0`).toEqual(a.nids.toSorted());
  const peer = (await a.lnet.recoveryQueue("peer")).filter((nid) => b.nids.includes(nid));
  expect(peer.toSorted(), `NIs of ${b.node.name}, all at 0, in the peer recovery queue of ${a.node.name}`).toEqual(b.nids.toSorted());
  await rule.heal();
  for (const which of ["local", "peer"] as const) await recovered(a, which);
  expect(values(await localHealth(a), a.nids), `health of ${a.nids} on ${a.node.name}`).toEqual([WELL, WELL, WELL]);
  expect(values(await peerHealth(a, b), b.nids), `health of peer NIs ${b.nids} on ${a.node.name}`).toEqual([WELL, WELL, WELL]);
  await pinged(a, b);
}
