// SPDX-License-Identifier: GPL-2.0-or-later
// Where one of two messages fails, each is made good by sending it again, and nobody who pings hears of it. sanity-lnet 233.
import { expect } from "lutf";
import { oneTarget, pinged, twoNics } from "./_health.ts";

export const requires = twoNics;

export async function run(): Promise<void> {
  // Two in a row may fail, of two groups of two, but not three.
  const [a, b] = await oneTarget(2, { retry_count: 2 });
  await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: b.nid(0), rate: 2, healthErrors: ["local_timeout"] });
  const { statistics } = await pinged(a, b, 20);
  const [rule] = await a.lnet.fault.rules("drop");
  expect(rule!.matched - rule!.hits, "messages that left").toBe(20);
  expect(Math.abs(rule!.hits - rule!.matched / 2), `${rule!.hits} of ${rule!.matched} failed`).toBeLessThanOrEqual(1);
  expect(statistics).toMatchObject({ local_timeout_count: rule!.hits, resend_count: rule!.hits });
  if ("failed_resends" in statistics) {
    expect(statistics["failed_resends"]).toBe(0);
    expect(statistics["successful_resends"], "messages that left at a later attempt").toBeGreaterThanOrEqual(rule!.hits / 2);
    expect(statistics["successful_resends"]).toBeLessThanOrEqual(rule!.hits);
  }
}
