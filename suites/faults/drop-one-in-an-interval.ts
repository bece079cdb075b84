// SPDX-License-Identifier: GPL-2.0-or-later
// `interval: S` drops one message in each S seconds, at any moment of them; a longer interval drops fewer (35_faults/016).
import { expect, lutf } from "lutf";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  for (const [interval, seconds] of [
    [3, 12],
    [8, 16],
  ] as const) {
    await using _rule = await b.lnet.fault.drop({ ...ALL, interval });
    for (let second = 0; second < seconds; second++) {
      await ping(a, b, 1);
      await lutf.sleep("1s");
    }
    const { hits, matched } = await theRule(b);
    // A ping that is lost costs a second or two (35_faults/facts.md: up to 4 on a slow node).
    expect(matched).toBeGreaterThanOrEqual(seconds);
    expect(hits, `hits of ${matched}`).toBeGreaterThanOrEqual(Math.floor(seconds / interval) - 1);
    expect(hits, `hits of ${matched}`).toBeLessThanOrEqual((seconds + 4 * hits) / interval + 1);
  }
}
