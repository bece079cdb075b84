// SPDX-License-Identifier: GPL-2.0-or-later
// With a single NI there is no other to try: a local failure of any class costs it health, and nothing is sent again. sanity-lnet 204.
import { expect, type Parameters, type Results } from "lutf";
import {
  keepUnrecovered,
  LOCAL_RESENT,
  localHealth,
  NI_NAMES,
  oneNic,
  onePingFails,
  oneTarget,
  recovered,
  SENSITIVITY,
  WELL,
} from "./_health.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await oneTarget(1, { retry_count: 2 });
  const nid = a.nid(0);
  for (const error of [...LOCAL_RESENT, "local_error"] as const) {
    await results.step(error, async () => {
      await recovered(a);
      const before = await localHealth(a);
      await using _kept = await keepUnrecovered(a);
      await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 1, healthErrors: [error] });
      expect(await onePingFails(a, b)).toMatchObject({ [`${error}_count`]: 1, resend_count: 0 });
      const after = await localHealth(a);
      expect(after[nid]![NI_NAMES[error]] - before[nid]![NI_NAMES[error]], NI_NAMES[error]).toBe(1);
      expect(after[nid]!["health value"]).toBe(WELL - SENSITIVITY);
    });
  }
}
