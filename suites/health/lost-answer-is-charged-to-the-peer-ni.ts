// SPDX-License-Identifier: GPL-2.0-or-later
// A message that left and is never answered is not sent again. Who waits for longer than the transaction timeout has it charged to the peer NI, once for each;
// who gives up earlier charges nobody (33_health/017, 026).
import { expect, lutf, type Parameters, type Results } from "lutf";
import { traffic } from "lutf/traffic";
import { pair, peerHealth, SENSITIVITY, threeNics, values, WELL } from "./_health.ts";

export const requires = threeNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  // Nor is a peer NI recovered here that has been silent for so long.
  const [a, b] = await pair(3, { transaction_timeout: 5, recovery_limit: 1 });
  await lutf.sleep("4s");
  await using _rule = await b.lnet.fault.drop({ source: "*@tcp", destination: "*@tcp", rate: 1, messages: ["GET"] });
  const lost = async (timeout: number, count: number) => {
    const seen = await traffic([a], () => traffic.pings(a, b.nid(0), count, { mayFail: true, timeout }));
    expect(seen.result).toEqual({ ok: 0, failed: count });
    return seen.on(a).statistics;
  };
  await results.step("given up early", async () => {
    expect(await lost(2, 3)).toMatchObject({ response_timeout_count: 0, resend_count: 0 });
    expect(values(await peerHealth(a, b), b.nids)).toEqual([WELL, WELL, WELL]);
  });
  await results.step("waited for", async () => {
    expect(await lost(20, 2)).toMatchObject({ response_timeout_count: 2, resend_count: 0 });
    const health = values(await peerHealth(a, b), b.nids).toSorted();
    expect(health).toEqual([WELL, WELL - SENSITIVITY, WELL - SENSITIVITY]);
  });
}
