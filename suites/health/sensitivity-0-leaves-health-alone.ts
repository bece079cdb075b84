// SPDX-License-Identifier: GPL-2.0-or-later
// With health_sensitivity 0 a failing NI keeps its health and its turn, and nothing is sent again; a health set by hand stays, and so does the NI in the
// recovery queue (33_health/002, 025).
import { expect, lutf } from "lutf";
import { traffic } from "lutf/traffic";
import { localHealth, oneTarget, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await oneTarget(3, { health_sensitivity: 0 });
  const [sick] = a.nids as [string];
  await using rule = await a.lnet.fault.drop({ source: sick, destination: b.nid(0), rate: 1, healthErrors: ["local_timeout"] });
  const seen = await traffic([a], () => traffic.pings(a, b.nid(0), 12, { mayFail: true, timeout: 4 }));
  expect(seen.result.failed, "of 12 pings over 3 NIs, one of which fails").toBeGreaterThanOrEqual(3);
  expect(seen.result.failed).toBeLessThanOrEqual(5);
  expect(seen.on(a).statistics).toMatchObject({ local_timeout_count: seen.result.failed, resend_count: 0 });
  expect(values(await localHealth(a), a.nids)).toEqual([WELL, WELL, WELL]);
  await rule.heal();

  await a.lnet.setHealth({ nid: sick, value: 300 });
  await lutf.sleep("10s");
  expect(values(await localHealth(a), a.nids)).toEqual([300, WELL, WELL]);
  expect(await a.lnet.recoveryQueue("local")).toEqual([sick]);
}
