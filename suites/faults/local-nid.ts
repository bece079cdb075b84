// SPDX-License-Identifier: GPL-2.0-or-later
// `localNid` restricts a rule to what one NI of the node receives; what is sent never has one, so that with healthErrors such a rule does nothing
// (33_health/018).
import { expect, type Parameters, type Results } from "lutf";
import { ALL, pair, ping, theRule, twoNics } from "./_faults.ts";

export const requires = twoNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(2);
  await results.step("received", async () => {
    await using _rule = await b.lnet.fault.drop({ ...ALL, rate: 1, localNid: b.nid(1) });
    // The source must be named for the destination to be that NID and no other.
    expect(await ping(a, b.nid(1), 3, { source: a.nid(0) })).toEqual({ ok: 0, failed: 3 });
    expect(await ping(a, b.nid(0), 3, { source: a.nid(1) })).toEqual({ ok: 3, failed: 0 });
    expect((await theRule(b)).get).toBeGreaterThanOrEqual(3);
  });
  await results.step("sent", async () => {
    await using _rule = await a.lnet.fault.drop({ ...ALL, rate: 1, localNid: a.nid(0), healthErrors: ["local_error"] });
    for (const source of a.nids) expect(await ping(a, b.nid(0), 2, { source })).toEqual({ ok: 2, failed: 0 });
    expect(await theRule(a)).toMatchObject({ hits: 0, matched: 0 });
  });
}
