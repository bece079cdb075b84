// SPDX-License-Identifier: GPL-2.0-or-later
// A peer NI that has not been heard of for recovery_limit seconds is not recovered any more, and one that is lowered later not at all; a message from it brings it
// back (33_health/033). sanity-lnet 211.
import { expect, lutf, type Parameters, type Results } from "lutf";
import type { Bed } from "lutf/testbed";
import { traffic } from "lutf/traffic";
import { pair, peerHealth, pinged, recovered, threeNics } from "./_health.ts";

export const requires = threeNics;

const LIMIT = 10;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(3, { transaction_timeout: 3, recovery_limit: LIMIT });
  await pinged(a, b, 6);
  const sick = b.nid(1);
  const isWell = async (): Promise<void> => {
    await hears(a, b, sick);
    await recovered(a, "peer");
    expect((await peerHealth(a, b))[sick]!["health value"]).toBe(1000);
  };
  await results.step("given up in recovery", async () => {
    const rule = await b.lnet.fault.drop({ source: "*@tcp", destination: sick, rate: 1, messages: ["GET"] });
    await a.lnet.setPeerHealth({ nid: sick, value: 0 });
    expect(await a.lnet.recoveryQueue("peer")).toEqual([sick]);
    await recovered(a, "peer", "60s");
    const pinged = (await peerHealth(a, b))[sick]!;
    expect(pinged["health value"]).toBe(0);
    await rule.heal();
    await lutf.sleep("40s");
    expect((await peerHealth(a, b))[sick], "not pinged any more").toMatchObject({ "health value": 0, ping_count: pinged.ping_count });
    await isWell();
  });
  await results.step("lowered when it is old", async () => {
    await lutf.sleep(1000 * (LIMIT + 2));
    await a.lnet.setPeerHealth({ nid: sick, value: 0 });
    expect(await a.lnet.recoveryQueue("peer")).toEqual([]);
    await lutf.sleep("20s");
    expect((await peerHealth(a, b))[sick]!["health value"]).toBe(0);
    await isWell();
  });
}

/** A message that comes from exactly that NID of the other. */
async function hears(bed: Bed, other: Bed, nid: string): Promise<void> {
  await traffic.pings(other, bed.nid(0), 1, { source: nid, timeout: 10 });
}
