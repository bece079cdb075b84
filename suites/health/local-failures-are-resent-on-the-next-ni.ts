// SPDX-License-Identifier: GPL-2.0-or-later
// A local failure of each class but local_error: the message is tried on each of three NIs in turn, each is blamed once, the peer is not (33_health/004-009).
// sanity-lnet 205.
import { expect, type Parameters, type Results } from "lutf";
import { LOCAL_RESENT, localHealth, NI_NAMES, onePingFails, oneTarget, peerHealth, recovered, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await oneTarget(3, { retry_count: 2 });
  for (const error of LOCAL_RESENT) {
    await results.step(error, async () => {
      await recovered(a);
      const before = await localHealth(a);
      await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 1, healthErrors: [error] });
      const statistics = await onePingFails(a, b);
      expect(statistics).toMatchObject({ [`${error}_count`]: 3, resend_count: 2, send_count: expect.any(Number) });
      const after = await localHealth(a);
      const name = NI_NAMES[error];
      for (const nid of a.nids) expect(after[nid]![name] - before[nid]![name], `${nid}: ${name}`).toBe(1);
      expect(values(await peerHealth(a, b), b.nids)).toEqual([WELL]);
    });
  }
}
