// SPDX-License-Identifier: GPL-2.0-or-later
// A peer with a single NI keeps its health whatever happens, as there is no other to prefer, and nothing is sent to it again. sanity-lnet 206, 209.
import { expect, type Parameters, type Results } from "lutf";
import { localHealth, onePingFails, oneTarget, peerHealth, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await oneTarget(3, { retry_count: 2 });
  for (const error of ["remote_dropped", "remote_error", "remote_timeout", "network_timeout"] as const) {
    await results.step(error, async () => {
      await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 1, healthErrors: [error] });
      expect(await onePingFails(a, b)).toMatchObject({ [`${error}_count`]: 1, resend_count: 0 });
      expect(values(await peerHealth(a, b), b.nids)).toEqual([WELL]);
      expect(await a.lnet.recoveryQueue("peer")).toEqual([]);
      if (error !== "network_timeout") expect(values(await localHealth(a), a.nids)).toEqual(Array(3).fill(WELL));
    });
  }
}
