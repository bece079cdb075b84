// SPDX-License-Identifier: GPL-2.0-or-later
// remote_dropped is tried with each NI of the peer in turn; each of them is blamed, no local NI is (33_health/011). sanity-lnet 207.
import { expect, lutf } from "lutf";
import { localHealth, onePingFails, pair, peerHealth, SENSITIVITY, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  // A peer that has not been heard of for longer than recovery_limit is not recovered: no pings but the one.
  const [a, b] = await pair(3, { recovery_limit: 1, retry_count: 2 });
  await lutf.sleep("4s");
  await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, healthErrors: ["remote_dropped"] });
  const statistics = await onePingFails(a, b);
  expect(statistics).toMatchObject({ remote_dropped_count: 3, resend_count: 2 });
  expect((await a.lnet.fault.rules("drop"))[0]).toMatchObject({ hits: 3, get: 3 });
  const peers = await peerHealth(a, b);
  expect(values(peers, b.nids)).toEqual(Array(3).fill(WELL - SENSITIVITY));
  for (const nid of b.nids) expect(peers[nid]!.dropped, `${nid}: dropped`).toBe(1);
  expect(values(await localHealth(a), a.nids)).toEqual(Array(3).fill(WELL));
  await rule.heal();
}
