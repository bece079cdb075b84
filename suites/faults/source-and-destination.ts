// SPDX-License-Identifier: GPL-2.0-or-later
// A rule holds for exactly its source and destination, NIDs or all of a net; what has another is let through, and does not count (35_faults/018, 019).
import { expect, type Parameters, type Results } from "lutf";
import { ALL, pair, ping, theRule, twoNics } from "./_faults.ts";

export const requires = twoNics;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair(2);
  const rule = { source: a.nid(0), destination: b.nid(1), rate: 1, messages: ["GET" as const] };
  const hit = async (source: string, to: string): Promise<boolean> => (await ping(a, to, 1, { source })).ok === 0;
  await results.step("a NID to a NID", async () => {
    await using _rule = await b.lnet.fault.drop(rule);
    expect(await hit(a.nid(0), b.nid(1))).toBe(true);
    expect(await hit(a.nid(1), b.nid(1)), "another source").toBe(false);
    expect(await hit(a.nid(0), b.nid(0)), "another destination").toBe(false);
    expect(await theRule(b)).toMatchObject({ source: a.nid(0), destination: b.nid(1), hits: 1, matched: 1 });
  });
  await results.step("a net to a NID", async () => {
    await using _rule = await b.lnet.fault.drop({ ...rule, source: "*@tcp" });
    for (const source of a.nids) {
      expect(await hit(source, b.nid(1))).toBe(true);
      expect(await hit(source, b.nid(0)), "another destination").toBe(false);
    }
  });
  await results.step("another net", async () => {
    await using _rule = await b.lnet.fault.drop({ ...ALL, source: "*@tcp1", rate: 1 });
    expect(await hit(a.nid(0), b.nid(1))).toBe(false);
    expect(await theRule(b)).toMatchObject({ source: "*@tcp1", hits: 0, matched: 0 });
  });
}
