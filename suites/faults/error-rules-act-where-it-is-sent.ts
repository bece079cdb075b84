// SPDX-License-Identifier: GPL-2.0-or-later
// A rule with healthErrors fails what its node sends, with that error, and lets all pass that arrives; one without does the opposite (35_faults/022, 023).
import { expect, type Parameters, type Results } from "lutf";
import { traffic } from "lutf/traffic";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  await results.step("with an error, at the sender", async () => {
    await using _rule = await a.lnet.fault.drop({ ...ALL, rate: 2, healthErrors: ["remote_timeout"], messages: ["GET"] });
    const seen = await traffic([a, b], () => ping(a, b, 10));
    const { failed, ok } = seen.result;
    expect(Math.min(failed, ok), `${failed} pings failed, ${ok} were answered`).toBeGreaterThanOrEqual(1);
    // LNet's own pings, of recovery, may take turns of the rule.
    const { hits, matched, get } = await theRule(a);
    expect(hits, "messages that the rule failed").toBeGreaterThanOrEqual(failed);
    expect(Math.abs(hits - matched / 2), `of ${matched} messages the rule failed ${hits}`).toBeLessThan(1);
    expect(get, "GETs that the rule failed").toBe(hits);
    const { statistics } = seen.on(a);
    expect(statistics["remote_timeout_count"], `remote_timeout_count of ${a.node.name}`).toBeGreaterThanOrEqual(failed);
    for (const bed of [a, b]) expect(seen.on(bed).statistics["drop_count"], `drop_count of ${bed.node.name}`).toBe(0);
  });
  await results.step("with an error, at the receiver of requests", async () => {
    // It does not ask, and its answers are of another kind.
    await using _rule = await b.lnet.fault.drop({ ...ALL, rate: 1, healthErrors: ["remote_timeout"], messages: ["GET"] });
    expect(await ping(a, b, 5)).toEqual({ ok: 5, failed: 0 });
    expect(await theRule(b)).toMatchObject({ hits: 0, matched: 0 });
  });
  await results.step("without, at the sender", async () => {
    await using _rule = await a.lnet.fault.drop({ ...ALL, rate: 1, messages: ["GET"] });
    expect(await ping(a, b, 5)).toEqual({ ok: 5, failed: 0 });
    expect(await theRule(a)).toMatchObject({ hits: 0, matched: 0 });
  });
  await results.step("without, at the receiver", async () => {
    await using _rule = await b.lnet.fault.drop({ ...ALL, rate: 1, messages: ["GET"] });
    const seen = await traffic([b], () => ping(a, b, 3));
    expect(seen.result.ok).toBe(0);
    expect(seen.on(b).statistics["drop_count"]).toBeGreaterThanOrEqual(3);
  });
}
