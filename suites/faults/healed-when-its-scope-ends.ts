// SPDX-License-Identifier: GPL-2.0-or-later
// A lease that is taken with `await using` is healed where its block ends, also by an error, and no other with it; healing it again, or after LNet was unloaded
// with all its rules, changes nothing.
import { expect } from "lutf";
import { ALL, oneNic, pair, ping } from "./_faults.ts";

export const requires = oneNic;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  const { fault } = b.lnet;
  const rates = async (): Promise<number[]> => (await fault.rules("drop")).map(({ rate }) => rate);
  const outer = await fault.drop({ ...ALL, rate: 1000 });
  const inner = async (): Promise<void> => {
    await using lease = await fault.drop({ ...ALL, source: a.nid(0), rate: 1 });
    expect(lease.what).toContain(a.nid(0));
    expect(await rates()).toEqual([1, 1000]);
    expect((await ping(a, b, 2)).ok).toBe(0);
    throw new Error("on purpose");
  };
  await expect(inner()).rejects.toThrow("on purpose");
  expect(await rates()).toEqual([1000]);
  expect(await ping(a, b, 2)).toEqual({ ok: 2, failed: 0 });
  const second = await fault.drop({ ...ALL, destination: b.nid(0), rate: 2000 });
  await outer.heal();
  await outer.heal();
  expect(await rates()).toEqual([2000]);
  await b.lnet.unload();
  await second.heal();
  await b.lnet.configure();
  expect(await rates()).toEqual([]);
}
