// SPDX-License-Identifier: GPL-2.0-or-later
// Of several rules the newest is asked first, and stands first in the list; what it lets pass is offered to the next (35_faults/021). Drop rules and delay rules
// do not hide each other.
import { expect, type Parameters, type Results } from "lutf";
import { ALL, oneNic, pair, ping } from "./_faults.ts";

export const requires = oneNic;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  await results.step("two drop rules", async () => {
    await using _older = await b.lnet.fault.drop({ ...ALL, rate: 2 });
    await using _newer = await b.lnet.fault.drop({ ...ALL, destination: b.nid(0), rate: 3 });
    const { failed } = await ping(a, b, 18);
    const [newer, older] = await b.lnet.fault.rules("drop");
    expect([newer!.rate, older!.rate]).toEqual([3, 2]);
    expect(older!.matched, "offered to the older").toBe(newer!.matched - newer!.hits);
    expect(Math.abs(newer!.hits - newer!.matched / 3)).toBeLessThan(1);
    expect(Math.abs(older!.hits - older!.matched / 2)).toBeLessThan(1);
    expect(newer!.hits + older!.hits).toBeGreaterThanOrEqual(failed);
    expect(failed).toBeGreaterThanOrEqual(10);
  });
  await results.step("drop and delay", async () => {
    await using _drop = await b.lnet.fault.drop({ ...ALL, rate: 2, messages: ["GET"] });
    await using _delay = await b.lnet.fault.delay({ ...ALL, rate: 1, seconds: 2, messages: ["REPLY"] });
    // A patient ping is answered unless it is dropped; no other is. The rule drops LNet's own pings of recovery, too.
    const { ok, failed } = await ping(a, b, 12, { timeout: 6 });
    expect(failed, "pings that failed, of 12").toBeLessThanOrEqual((await b.lnet.fault.rules("drop"))[0]!.hits);
    expect(failed, "pings that failed, of 12").toBeGreaterThanOrEqual(1);
    expect(ok, "pings that were answered, of 12").toBeGreaterThanOrEqual(1);
    expect((await ping(a, b, 4, { timeout: 1 })).ok).toBe(0);
    expect((await b.lnet.fault.rules("drop"))[0]!.hits).toBeGreaterThanOrEqual(5);
    expect((await b.lnet.fault.rules("delay"))[0]!.reply).toBeGreaterThanOrEqual(5);
  });
}
