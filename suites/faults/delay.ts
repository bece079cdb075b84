// SPDX-License-Identifier: GPL-2.0-or-later
// A delay rule holds up what arrives and what leaves by its seconds, up to one more, and loses nothing: a ping whose two messages are both held up takes 4 to 6 s
// (35_faults/012, 015).
import { expect, type Parameters, type Results } from "lutf";
import { traffic } from "lutf/traffic";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  // What is given up is over before the next step.
  await a.lnet.set({ transaction_timeout: 30 });
  await results.step("both messages", async () => {
    await using _rule = await b.lnet.fault.delay({ ...ALL, rate: 1, seconds: 2 });
    expect(await ping(a, b, 2, { timeout: 20 })).toEqual({ ok: 2, failed: 0 });
    expect(await ping(a, b, 2, { timeout: 3 })).toEqual({ ok: 0, failed: 2 });
    const { latency, hits, matched, get, reply } = await theRule(b, "delay");
    expect(latency).toBe(2);
    expect(hits).toBe(matched);
    expect(get).toBeGreaterThanOrEqual(4);
    expect(reply).toBeGreaterThanOrEqual(2);
  });
  await results.step("on the sender its requests only", async () => {
    await using _rule = await a.lnet.fault.delay({ ...ALL, source: a.nid(0), rate: 1, seconds: 5 });
    const seen = await traffic([b], () => ping(a, b, 2, { timeout: 20 }));
    expect(seen.result).toEqual({ ok: 2, failed: 0 });
    expect(seen.on(b).statistics["drop_count"]).toBe(0);
    expect(await ping(a, b, 1, { timeout: 4 })).toEqual({ ok: 0, failed: 1 });
    expect(await theRule(a, "delay")).toMatchObject({ reply: 0 });
  });
  expect(await ping(a, b, 3, { timeout: 20 })).toEqual({ ok: 3, failed: 0 });
}
