// SPDX-License-Identifier: GPL-2.0-or-later
// Of several health errors of a rule each message gets one, and none that is not among them; "random" is all of them (33_health/014).
import { expect, type Parameters, type Results } from "lutf";
import type { HealthError } from "lutf/lnet";
import { traffic } from "lutf/traffic";
import { ALL, oneNic, pair, ping, theRule } from "./_faults.ts";

export const requires = oneNic;

const PINGS = 40;
const CLASSES = ["interrupt", "dropped", "aborted", "no_route", "timeout", "error"]
  .map((name) => `local_${name}`)
  .concat("remote_error", "remote_dropped", "remote_timeout", "network_timeout");

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  const [a, b] = await pair();
  const cases: [errors: HealthError[], of: string[], atLeast: number][] = [
    [["local_dropped", "remote_error"], ["local_dropped", "remote_error"], 2],
    // That at most three of ten come up in 40 messages is less likely than one in a billion.
    [["random"], CLASSES, 4],
  ];
  for (const [healthErrors, of, atLeast] of cases) {
    await results.step(healthErrors.join(", "), async () => {
      await using _rule = await a.lnet.fault.drop({ ...ALL, rate: 1, healthErrors });
      const seen = await traffic([a], () => ping(a, b, PINGS));
      expect(seen.result.ok).toBe(0);
      const { hits } = await theRule(a);
      const counts = CLASSES.map((name) => [name, seen.on(a).statistics[`${name}_count`]!] as const).filter(([, count]) => count > 0);
      const shown = counts.map(([name, count]) => `${name} ${count}`).join(", ");
      expect(counts.length, shown).toBeGreaterThanOrEqual(atLeast);
      for (const [name] of counts) expect(of, shown).toContain(name);
      const sum = counts.reduce((all, [, count]) => all + count, 0);
      expect(sum, `failures, of ${hits} hits: ${shown}`).toBeGreaterThanOrEqual(PINGS);
      expect(sum, `failures, of ${hits} hits: ${shown}`).toBeLessThanOrEqual(hits);
    });
  }
}
