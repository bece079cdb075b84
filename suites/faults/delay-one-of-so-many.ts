// SPDX-License-Identifier: GPL-2.0-or-later
// A delay by rate holds up one in N messages and lets the others pass at once, so that a patient ping never fails (35_faults/013).
import { expect } from "lutf";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

const PINGS = 12;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  await using _rule = await b.lnet.fault.delay({ ...ALL, rate: 3, seconds: 2 });
  expect(await ping(a, b, PINGS, { timeout: 10 })).toEqual({ ok: PINGS, failed: 0 });
  const { hits, matched, get, reply } = await theRule(b, "delay");
  expect(matched).toBeGreaterThanOrEqual(2 * PINGS);
  expect(hits, `hits of ${matched}`).toBeGreaterThanOrEqual(Math.floor(matched / 3));
  expect(hits, `hits of ${matched}`).toBeLessThanOrEqual(Math.ceil(matched / 3));
  expect(get + reply).toBe(hits);
}
