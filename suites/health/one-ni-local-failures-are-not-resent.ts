// SPDX-License-Identifier: GPL-2.0-or-later
// With a single NI there is no other to try: a local failure of any class costs it health, and nothing is sent again. sanity-lnet 204.
import { expect, type Parameters, type Results } from "lutf";
import { LOCAL_RESENT, localHealth, NI_NAMES, oneNic, onePingFails, pair, recovered, SENSITIVITY, WELL } from "./_health.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(1, { retry_count: 2 });
  const nid = a.nid(0);
  for (const error of [...LOCAL_RESENT, "local_error"] as const) {
    await results.step(error, async () => {
      const before = await localHealth(a);
      await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, healthErrors: [error] });
      expect((await onePingFails(a, b))["resend_count"]).toBe(0);
      // Recovery pings fail, too.
      const after = await localHealth(a);
      const failures = after[nid]![NI_NAMES[error]] - before[nid]![NI_NAMES[error]];
      expect(failures).toBeGreaterThanOrEqual(1);
      expect(after[nid]!["health value"], `after ${failures} failures`).toBe(Math.max(0, WELL - SENSITIVITY * failures));
      await rule.heal();
      await recovered(a);
    });
  }
}
