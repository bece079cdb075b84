// SPDX-License-Identifier: GPL-2.0-or-later
// Recovery pings that nobody answers never come further apart than max_recovery_ping_interval, of a local NI and of a peer NI. sanity-lnet 210, 211.
import { expect, type Parameters, type Requires, type Results } from "lutf";
import { localHealth, pair, peerHealth, pinged, type Recovery, recoveryPings, threeNics } from "./_health.ts";

export const requires: Requires = { ...threeNics, lnet: { version: ">=2.16" } };

const MOST = 4;
const SECONDS = 40;
/** As one ping waits for the one before, and LNet looks every second; and a node may be slow. */
const LATE = 5;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(3, { transaction_timeout: 3, max_recovery_ping_interval: MOST });
  await pinged(a, b, 6);
  const check = async (read: () => Promise<Recovery | undefined>): Promise<void> => {
    const sent = await recoveryPings(read, SECONDS, MOST);
    const shown = sent.join(", ");
    expect(sent.length, `pings in ${SECONDS} s: at ${shown}`).toBeGreaterThanOrEqual(Math.floor(SECONDS / (MOST + LATE)));
    for (let count = 2; count < sent.length; count++) {
      const apart = sent[count]! - sent[count - 1]!;
      expect(apart, `seconds from ping ${count} to the next of ${shown}`).toBeGreaterThanOrEqual(MOST);
      expect(apart, `seconds from ping ${count} to the next of ${shown}`).toBeLessThanOrEqual(MOST + LATE);
    }
  };
  await results.step("local NI", async () => {
    await using _rule = await a.lnet.fault.drop({ source: "*@tcp", destination: a.nid(1), rate: 1 });
    await a.lnet.setHealth({ nid: a.nid(1), value: 0 });
    await check(async () => (await localHealth(a))[a.nid(1)]);
  });
  await results.step("peer NI", async () => {
    await using _rule = await b.lnet.fault.drop({ source: "*@tcp", destination: b.nid(1), rate: 1 });
    await a.lnet.setPeerHealth({ nid: b.nid(1), value: 0 });
    await check(async () => (await peerHealth(a, b))[b.nid(1)]);
  });
}
