// SPDX-License-Identifier: GPL-2.0-or-later
// A local NI that was set to 0 is pinged until it is well, and no longer: its health only rises meanwhile, and its status is down until it is all there
// (33_health/001). sanity-lnet 210, 234.
import { expect, lutf } from "lutf";
import { localHealth, pair, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a] = await pair(3);
  const sick = a.nid(1);
  await a.lnet.setHealth({ nid: sick, value: 0 });
  let last = 0;
  let steps = 0;
  await lutf.waitUntil(
    async () => {
      const { "health value": health, status } = (await localHealth(a))[sick]!;
      expect(health, "health while it is recovered").toBeGreaterThanOrEqual(last);
      expect(status, `status at ${health}`).toBe(health === WELL ? "up" : "down");
      if (health > last) steps++;
      last = health;
      return health === WELL;
    },
    { timeout: "60s", interval: "1s", message: `${sick} is well` },
  );
  expect(steps, "rises that were seen: one ping does not make it well").toBeGreaterThanOrEqual(2);
  await recovered(a, "local", "10s");
  const { ping_count } = (await localHealth(a))[sick]!;
  await lutf.sleep("20s");
  expect((await localHealth(a))[sick]!.ping_count, "no ping any more").toBe(ping_count);
}
