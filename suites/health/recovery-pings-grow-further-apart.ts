// SPDX-License-Identifier: GPL-2.0-or-later
// Recovery pings that nobody answers come 2, 4, 8 … seconds after each other, of a local NI and of a peer NI; the first answer ends that
// (33_health/034). sanity-lnet 210, 211.
import { expect, type Parameters, type Results } from "lutf";
import { localHealth, pair, peerHealth, pinged, recovered, recoveryPings, threeNics } from "./_health.ts";

export const requires = threeNics;

/** Of which the fourth ping is sent after some 15. */
const SECONDS = 24;
/** One ping at a time: the next waits until this one is given up. */
const TIMEOUT = 3;
/** LNet looks every second, and a node may be slow. */
const LATE = 4;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(3, { transaction_timeout: TIMEOUT });
  await pinged(a, b, 6);
  await results.step("local NI", async () => {
    const sick = a.nid(1);
    await using rule = await a.lnet.fault.drop({ source: "*@tcp", destination: sick, rate: 1 });
    await a.lnet.setHealth({ nid: sick, value: 0 });
    growing(await recoveryPings(async () => (await localHealth(a))[sick], SECONDS));
    await rule.heal();
    await recovered(a);
    expect((await localHealth(a))[sick]).toMatchObject({ "health value": 1000, ping_count: 0 });
  });
  await results.step("peer NI", async () => {
    const sick = b.nid(1);
    await using rule = await b.lnet.fault.drop({ source: "*@tcp", destination: sick, rate: 1 });
    await a.lnet.setPeerHealth({ nid: sick, value: 0 });
    growing(await recoveryPings(async () => (await peerHealth(a, b))[sick], SECONDS));
    await rule.heal();
    await recovered(a, "peer");
    expect((await peerHealth(a, b))[sick]).toMatchObject({ "health value": 1000, ping_count: 0 });
  });
}

function growing(sent: number[]): void {
  expect(sent.length, `pings in ${SECONDS} s: at ${sent.join(", ")}`).toBeGreaterThanOrEqual(4);
  for (let count = 1; count < sent.length; count++) {
    const apart = sent[count]! - sent[count - 1]!;
    const least = 2 ** count;
    expect(apart, `seconds from ping ${count} to the next of ${sent.join(", ")}`).toBeGreaterThanOrEqual(least);
    expect(apart, `seconds from ping ${count} to the next of ${sent.join(", ")}`).toBeLessThanOrEqual(Math.max(least, TIMEOUT) + LATE);
  }
}
