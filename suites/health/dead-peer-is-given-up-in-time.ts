// SPDX-License-Identifier: GPL-2.0-or-later
// A peer all of whose NIs are gone: with the transaction timeout nothing is sent again any more, however many resends were left. sanity-lnet 252.
import { expect, lutf } from "lutf";
import { traffic } from "lutf/traffic";
import { pair, pinged, twoNics } from "./_health.ts";

export const requires = twoNics;

export async function run(): Promise<void> {
  // Where nobody has the address a try takes some 3 s (06_traffic/007), so that not all the resends fit into the time.
  const [a, b] = await pair(2, { transaction_timeout: 8, retry_count: 6 });
  await pinged(a, b, 4);
  for (const nic of b.nics) await b.lnet.fault.linkDown(nic);
  const seen = await traffic([a], async () => {
    const pings = await traffic.pings(a, b.nid(0), 1, { mayFail: true, timeout: 50 });
    // Who asked has been told; nothing goes on after that.
    await lutf.sleep("25s");
    return pings;
  });
  expect(seen.result.ok).toBe(0);
  expect(seen.on(a).statistics["resend_count"]).toBeLessThanOrEqual(4);
}
