// SPDX-License-Identifier: GPL-2.0-or-later
// `portals` restricts a rule to PUT and GET of these portals: pings are of portal 0, and their answers are left alone (35_faults/010, 011).
import { expect, type Parameters, type Results } from "lutf";
import { selftest } from "lutf/selftest";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

/** Of its requests, and of answers and data. */
const SELFTEST = [50, 51, 52];

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  const cases = [
    { portals: [0], failed: 3 },
    { portals: [9], failed: 0 },
    { portals: [9, 0, 63], failed: 3 },
    { portals: [1, 63], failed: 0 },
  ];
  for (const { portals, failed } of cases) {
    await results.step(`portals ${portals.join(", ")}`, async () => {
      await using _rule = await b.lnet.fault.drop({ ...ALL, rate: 1, portals });
      expect(await ping(a, b, 3)).toEqual({ ok: 3 - failed, failed });
      const { hits, get } = await theRule(b);
      if (failed > 0) expect(get).toBeGreaterThanOrEqual(failed);
      else expect(hits).toBe(0);
    });
  }
  await results.step("those of lnet_selftest", async () => {
    await using _theirs = await b.lnet.fault.delay({ ...ALL, rate: 1, seconds: 1, portals: SELFTEST });
    await using _pings = await b.lnet.fault.delay({ ...ALL, destination: b.nid(0), rate: 1, seconds: 1, portals: [0] });
    expect(await selftest.run({ from: [a], to: [b], test: "ping", loop: 2 })).toMatchObject({ errors: 0, rpcs: 2 });
    const [ofPings, theirs] = await b.lnet.fault.rules("delay");
    expect(theirs!.put).toBeGreaterThanOrEqual(2);
    expect(ofPings!.put, "PUTs of portal 0").toBeLessThanOrEqual(1);
  });
  await results.step("answers have none", async () => {
    await using _rule = await a.lnet.fault.drop({ ...ALL, rate: 1, portals: [0], messages: ["GET", "REPLY"] });
    expect(await ping(a, b, 3)).toEqual({ ok: 3, failed: 0 });
    expect(await theRule(a)).toMatchObject({ hits: 0, reply: 0 });
  });
}
