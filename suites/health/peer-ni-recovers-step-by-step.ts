// SPDX-License-Identifier: GPL-2.0-or-later
// A peer NI wins back health_sensitivity with each message that comes from it, a recovery ping every other second: ten answers from 0 on, two with a
// sensitivity of 500 (33_health/001, 002).
import { expect, lutf, type Parameters, type Results } from "lutf";
import { pair, peerHealth, pinged, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(3);
  // A peer NI is recovered only if it has been heard of.
  await pinged(a, b, 6);
  const sick = b.nid(1);
  const seconds = async (sensitivity: number): Promise<number> => {
    await a.lnet.set({ health_sensitivity: sensitivity });
    await a.lnet.setPeerHealth({ nid: sick, value: 0 });
    expect(await a.lnet.recoveryQueue("peer")).toEqual([sick]);
    for (let second = 0; second < 120; second++) {
      const health = (await peerHealth(a, b))[sick]!["health value"];
      expect(health % sensitivity, `health ${health}`).toBe(0);
      if (health === WELL) return second;
      await lutf.sleep("1s");
    }
    throw new Error(`${sick} is not well after 120 s`);
  };
  await results.step("sensitivity 100", async () => {
    const took = await seconds(100);
    expect(took).toBeGreaterThanOrEqual(8);
    expect(took).toBeLessThanOrEqual(60);
  });
  await recovered(a, "peer");
  await results.step("sensitivity 500", async () => expect(await seconds(500)).toBeLessThanOrEqual(8));
}
