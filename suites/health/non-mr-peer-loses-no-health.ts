// SPDX-License-Identifier: GPL-2.0-or-later
// A peer that is not multi-rail is known by one NID: what is lost on it is not charged to it, nor sent to others of its NIs, though it has them; a local NI that
// fails is charged, and another is tried. sanity-lnet 204 to 207, by a peer that does not discover.
import { expect, lutf } from "lutf";
import { testbed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { localHealth, onePingFails, peerHealth, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [first, second] = lutf.agents.take(2);
  const [b] = await testbed({ nodes: [second], nics: 3, settings: { discovery: 0 } });
  const [a] = await testbed({ nodes: [first], nics: 3, settings: { transaction_timeout: 10, discovery: 0 } });
  await traffic.pings(a, b.nid(0), 3, { timeout: 5 });
  expect((await a.lnet.peers({ nid: b.nid(0) })).map((peer) => [peer["Multi-Rail"], peer["peer ni"].length])).toEqual([[false, 1]]);

  const remote = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, healthErrors: ["remote_dropped"] });
  expect(await onePingFails(a, b)).toMatchObject({ remote_dropped_count: 1, resend_count: 0 });
  expect(values(await peerHealth(a, b), [b.nid(0)])).toEqual([WELL]);
  expect(await a.lnet.recoveryQueue("peer")).toEqual([]);
  await remote.heal();

  await using _local = await a.lnet.fault.drop({ source: a.nid(1), destination: b.nid(0), rate: 1, healthErrors: ["local_timeout"] });
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 9, { timeout: 10 }));
  expect(seen.on(a).statistics["resend_count"]).toBe(seen.on(a).statistics["local_timeout_count"]);
  expect((await localHealth(a))[a.nid(1)]!.timeouts).toBeGreaterThanOrEqual(1);
  traffic
    .expect(seen.on(a).toPeer)
    .over([b.nid(0)], { total: 9 })
    .none([b.nid(1), b.nid(2)]);
}
