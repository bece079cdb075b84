// SPDX-License-Identifier: GPL-2.0-or-later
// A deletion takes the rules of that kind whose source and destination are exactly those, and no others; where there are none it says so (06_traffic/052).
import { expect } from "lutf";
import { ALL, oneNic, pair } from "./_faults.ts";

export const requires = oneNic;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  const { fault } = b.lnet;
  await fault.drop({ ...ALL, rate: 2 });
  await fault.drop({ ...ALL, interval: 5 });
  await fault.drop({ ...ALL, source: a.nid(0), rate: 3 });
  await fault.drop({ source: a.nid(0), destination: b.nid(0), rate: 4 });
  await fault.delay({ ...ALL, rate: 6, seconds: 1 });
  const left = async (): Promise<number[]> => [
    ...(await fault.rules("drop")).map(({ rate }) => rate),
    ...(await fault.rules("delay")).map(({ rate }) => -rate),
  ];
  const deletes = async (source: string, destination: string, kind = "drop"): Promise<number | null> =>
    (await b.node.exec(["lctl", `net_${kind}_del`, "-s", source, "-d", destination])).code;
  expect(await left()).toEqual([4, 3, 0, 2, -6]);
  expect(await deletes(a.nid(0), b.nid(0))).toBe(0);
  expect(await left()).toEqual([3, 0, 2, -6]);
  expect(await deletes(a.nid(0), b.nid(0)), "no such rule any more").not.toBe(0);
  expect(await deletes("*@tcp", "*@tcp"), "two rules").toBe(0);
  expect(await left()).toEqual([3, -6]);
  expect(await deletes("*@tcp", "*@tcp", "delay")).toBe(0);
  expect(await left()).toEqual([3]);
}
