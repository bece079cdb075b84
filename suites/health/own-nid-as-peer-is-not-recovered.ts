// SPDX-License-Identifier: GPL-2.0-or-later
// A failure to send to a NID of one's own counts against no peer: only the local NI is recovered. sanity-lnet 216.
import { expect, lutf } from "lutf";
import { localHealth, pair, recovered, twoNics } from "./_health.ts";

export const requires = twoNics;

export async function run(): Promise<void> {
  const [a] = await pair(2);
  const sick = a.nid(1);
  // They are known, and have been heard of, from here on.
  for (const nid of a.nids) await a.lnet.setHealth({ nid, value: 900 });
  await recovered(a);
  await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: sick, rate: 1, healthErrors: ["remote_dropped"] });
  await a.lnet.setHealth({ nid: sick, value: 500 });
  await lutf.waitUntil(async () => (await a.lnet.fault.rules("drop"))[0]!.hits >= 2, {
    timeout: "60s",
    interval: "1s",
    message: "two recovery pings have failed",
  });
  expect(await a.lnet.recoveryQueue("peer")).toEqual([]);
  expect(await a.lnet.recoveryQueue("local")).toEqual([sick]);
  await rule.heal();
  await recovered(a);
  expect((await localHealth(a))[sick]!["health value"]).toBe(1000);
}
