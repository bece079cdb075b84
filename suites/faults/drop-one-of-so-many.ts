// SPDX-License-Identifier: GPL-2.0-or-later
// `rate: N` drops exactly one in each group of N messages that match, never two, never none (35_faults/003, 004, 006, 020).
import { expect, type Parameters, type Results } from "lutf";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  for (const rate of [1, 2, 5]) {
    await results.step(`rate ${rate}`, async () => {
      await using _rule = await b.lnet.fault.drop({ ...ALL, rate });
      let failed = 0;
      for (let group = 1; group <= 3; group++) {
        failed += (await ping(a, b, rate)).failed;
        const { hits, matched, get } = await theRule(b);
        // Discovery and recovery may have sent something, too.
        expect(matched, "matched").toBeGreaterThanOrEqual(group * rate);
        expect(hits, `hits of ${matched}`).toBeGreaterThanOrEqual(Math.floor(matched / rate));
        expect(hits, `hits of ${matched}`).toBeLessThanOrEqual(Math.ceil(matched / rate));
        expect(get, "hits that were requests").toBeGreaterThanOrEqual(failed);
        expect(failed, `pings lost of ${group * rate}`).toBeGreaterThanOrEqual(hits - (matched - group * rate));
      }
      expect(failed, "pings lost").toBeGreaterThanOrEqual(2);
    });
  }
}
