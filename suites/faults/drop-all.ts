// SPDX-License-Identifier: GPL-2.0-or-later
// `dropAll` drops every message that matches, without a rate; once it is healed nothing is lost any more.
import { expect } from "lutf";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

export async function run(): Promise<void> {
  const [a, b] = await pair();
  const rule = await b.lnet.fault.drop({ ...ALL, dropAll: true });
  expect(await ping(a, b, 5)).toEqual({ ok: 0, failed: 5 });
  const { hits, rate, interval } = await theRule(b);
  expect({ rate, interval }).toEqual({ rate: 0, interval: 0 });
  expect(hits).toBeGreaterThanOrEqual(5);
  // They arrived, and count as dropped there.
  const [tcp] = await b.lnet.nets({ net: "tcp", detail: 2 });
  expect(tcp!["local NI(s)"][0]!.dropped_stats!.get).toBeGreaterThanOrEqual(5);
  await rule.heal();
  expect(await ping(a, b, 5)).toEqual({ ok: 5, failed: 0 });
}
