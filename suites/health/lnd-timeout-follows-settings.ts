// SPDX-License-Identifier: GPL-2.0-or-later
// The LND's time is a share of the transaction timeout, one for each try, 1 s at least: (transaction_timeout - 1) / (retry_count + 1) (lnetconfig-api.md §3.11,
// 33_health/027-030). Neither may be set so that the other does not fit.
import { expect } from "lutf";
import { testbed } from "lutf/testbed";
import { oneNic } from "./_health.ts";

export const requires = { ...oneNic, agents: 1 };

export async function run(): Promise<void> {
  const [{ lnet }] = await testbed({ nodes: 1 });
  for (const [transaction_timeout, retry_count] of [
    [5, 0],
    [5, 1],
    [5, 2],
    [5, 3],
    [100, 2],
    [50, 9],
    [7, 6],
    [150, 2],
  ] as const) {
    await lnet.set({ retry_count: 0 });
    await lnet.set({ transaction_timeout });
    await lnet.set({ retry_count });
    const wanted = Math.max(1, Math.floor((transaction_timeout - 1) / (retry_count + 1)));
    expect(await lnet.settings(), `timeout ${transaction_timeout}, ${retry_count} retries`).toMatchObject({ lnd_timeout: wanted });
  }
  await lnet.set({ transaction_timeout: 10 });
  await expect(lnet.set({ retry_count: 11 })).rejects.toMatchObject({ name: "LnetError" });
  await lnet.set({ retry_count: 9 });
  await expect(lnet.set({ transaction_timeout: 8 })).rejects.toMatchObject({ name: "LnetError" });
  expect(await lnet.settings()).toMatchObject({ transaction_timeout: 10, retry_count: 9, lnd_timeout: 1 });
}
