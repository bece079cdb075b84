// SPDX-License-Identifier: GPL-2.0-or-later
// The same call to every agent at once, again and again; the first round, which carries the code, is not counted.
import { BaseTest, expect, lutf, type Requires, type Results } from "lutf";

export const requires: Requires = { agents: 1, timeout: "5m" };

export class Target extends BaseTest {
  async name(): Promise<string> {
    return lutf.self.name;
  }
}

const rounds = 21;

export async function run(_: object, results: Results): Promise<void> {
  const targets = lutf.getAgents().map((agent) => new Target(agent));
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    const names = await Promise.all(targets.map((target) => target.name()));
    if (round > 0) times.push(performance.now() - begun);
    else results.record("first round ms", performance.now() - begun);
    expect(new Set(names).size).toBe(targets.length);
  }
  times.sort((a, b) => a - b);
  results.record("agents", targets.length);
  results.record("broadcast ms", times[Math.floor(rounds / 2)]!);
}
