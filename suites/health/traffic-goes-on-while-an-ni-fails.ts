// SPDX-License-Identifier: GPL-2.0-or-later
// A selftest over three NIs, one of which fails all that it should send: no RPC is lost, as messages are sent again over the others, which then take all; and it
// carries its share again afterwards (33_health/022).
import { expect, lutf } from "lutf";
import { selftest } from "lutf/selftest";
import { traffic } from "lutf/traffic";
import { localHealth, pair, recovered, threeNics, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(): Promise<void> {
  const [a, b] = await pair(3);
  const [sick] = a.nids as [string];
  const running = await selftest.start({ from: [a], to: [b], test: "write", size: "4K", concurrency: 2 });
  const rule = await a.lnet.fault.drop({ source: sick, destination: "*@tcp", rate: 1, healthErrors: ["local_timeout"] });
  const failing = await traffic([a], () => lutf.sleep("5s"));
  const { "health value": health, timeouts } = (await localHealth(a))[sick]!;
  expect(timeouts, "failures").toBeGreaterThanOrEqual(1);
  expect(health).toBeLessThan(WELL);
  traffic.expect(failing.on(a).sent).none([sick], { atMost: 3 });
  await rule.heal();
  await recovered(a);
  const well = await traffic([a], () => lutf.sleep("5s"));
  const total = a.nids.reduce((sum, nid) => sum + well.on(a).sent[nid]!, 0);
  expect(well.on(a).sent[sick]!, `messages over ${sick} of ${total}, when it is well`).toBeGreaterThanOrEqual(total / 10);
  const { errors, rpcs } = await running.stop();
  expect(errors).toBe(0);
  expect(rpcs).toBeGreaterThan(5);
}
