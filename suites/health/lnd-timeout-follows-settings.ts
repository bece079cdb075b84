// SPDX-License-Identifier: GPL-2.0-or-later
// The LND's time is a share of the transaction timeout, one for each try, 1 s at least: (transaction_timeout - 1) / (retry_count + 1) (lnetconfig-api.md §3.11,
// 33_health/027-030). Neither may be set so that the other does not fit.
import { expect } from "lutf";
import type { GlobalSettings } from "lutf/lnet";
import { testbed } from "lutf/testbed";
import { oneNic } from "./_health.ts";

export const requires = { ...oneNic, agents: 1 };

export async function run(): Promise<void> {
  const [{ lnet, node }] = await testbed({ nodes: 1 });
  const refused = async (wanted: Partial<GlobalSettings>, besides: string): Promise<void> => {
    const ended = await lnet.set(wanted).then(
      () => "taken",
      (error: Error) => error.name,
    );
    expect(ended, `${JSON.stringify(wanted)} on ${node.name} with ${besides}`).toBe("LnetError");
  };
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
    const { lnd_timeout } = await lnet.settings();
    expect(lnd_timeout, `lnd_timeout of ${node.name} with transaction_timeout ${transaction_timeout} and retry_count ${retry_count}`).toBe(
      wanted,
    );
  }
  await lnet.set({ transaction_timeout: 10 });
  await refused({ retry_count: 11 }, "transaction_timeout 10");
  await lnet.set({ retry_count: 9 });
  await refused({ transaction_timeout: 8 }, "retry_count 9");
  const { transaction_timeout, retry_count, lnd_timeout } = await lnet.settings();
  expect({ transaction_timeout, retry_count, lnd_timeout }, `settings of ${node.name} after what was refused`).toEqual({
    transaction_timeout: 10,
    retry_count: 9,
    lnd_timeout: 1,
  });
}
