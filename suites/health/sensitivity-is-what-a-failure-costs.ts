// SPDX-License-Identifier: GPL-2.0-or-later
// Each failure takes health_sensitivity from an NI, down to 0, where its status is down; recovery pings that fail take as much (33_health/022-024).
// sanity-lnet 235.
import { expect, type Parameters, type Results } from "lutf";
import { localHealth, onePingFails, pair, recovered, twoNics, WELL } from "./_health.ts";

export const requires = twoNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(2);
  for (const sensitivity of [50, 100, 400, 1000]) {
    await results.step(`sensitivity ${sensitivity}`, async () => {
      await a.lnet.set({ health_sensitivity: sensitivity });
      const before = await localHealth(a);
      await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, healthErrors: ["local_timeout"] });
      await onePingFails(a, b);
      const after = await localHealth(a);
      for (const nid of a.nids) {
        const { timeouts, status, "health value": health } = after[nid]!;
        const failures = timeouts - before[nid]!.timeouts;
        expect(failures, `${nid}: failures`).toBeGreaterThanOrEqual(1);
        expect(health, `${nid} after ${failures} failures`).toBe(Math.max(0, WELL - sensitivity * failures));
        expect(status, `${nid} at ${health}`).toBe(health === 0 ? "down" : "up");
      }
      await rule.heal();
      await recovered(a);
      for (const nid of a.nids) expect(await localHealth(a)).toMatchObject({ [nid]: { "health value": WELL, status: "up" } });
    });
  }
}
