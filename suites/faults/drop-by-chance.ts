// SPDX-License-Identifier: GPL-2.0-or-later
// `random` throws a coin for each message, whatever the interval is, and counts no matches (35_faults/017).
import { expect } from "lutf";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

const PINGS = 60;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  await using _rule = await b.lnet.fault.drop({ ...ALL, interval: 10, random: true, messages: ["GET"] });
  const { failed } = await ping(a, b, PINGS);
  const { hits, matched } = await theRule(b);
  // Less than once in a million runs it is less, or more, without a defect.
  expect(failed, `lost of ${PINGS}`).toBeGreaterThanOrEqual(PINGS * 0.18);
  expect(failed, `lost of ${PINGS}`).toBeLessThanOrEqual(PINGS * 0.82);
  expect(hits).toBeGreaterThanOrEqual(failed);
  expect(matched).toBe(0);
}
