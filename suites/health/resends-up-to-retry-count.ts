// SPDX-License-Identifier: GPL-2.0-or-later
// A message that always fails is sent retry_count times more, not at all with 0; and then it has failed (33_health/027-030).
import { expect, type Parameters, type Results } from "lutf";
import { onePingFails, oneTarget, recovered, threeNics } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await oneTarget(3);
  for (const retries of [0, 1, 2, 3, 5]) {
    await results.step(`retry_count ${retries}`, async () => {
      await recovered(a);
      await a.lnet.set({ retry_count: retries });
      await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 1, healthErrors: ["local_dropped"] });
      const statistics = await onePingFails(a, b);
      expect(statistics).toMatchObject({ resend_count: retries, local_dropped_count: retries + 1 });
      // Since 2.16.
      if ("failed_resends" in statistics) expect(statistics).toMatchObject({ failed_resends: Math.min(1, retries), successful_resends: 0 });
      expect((await a.lnet.fault.rules("drop"))[0]).toMatchObject({ hits: retries + 1, matched: retries + 1 });
    });
  }
}
