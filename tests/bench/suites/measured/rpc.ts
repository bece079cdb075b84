// SPDX-License-Identifier: GPL-2.0-or-later
// Calls of the design document's size: from this script to a method on an agent and back, one after the other, and many at once.
import { BaseTest, expect, lutf, type Requires, type Results } from "lutf";

export const requires: Requires = { agents: 1, timeout: "5m" };

export class Target extends BaseTest {
  async functionName(parameters: { param0: string; param1: number; paramN: number[] }): Promise<number> {
    return parameters.param1;
  }
}

const parameters = { param0: "value", param1: 2, paramN: [1, 2, 3] };
const warmUp = 500;
const sequential = 5000;
const pipelined = 20000;
const window = 64;

export async function run(_: object, results: Results): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const target = new Target(agent);
  for (let i = 0; i < warmUp; i++) expect(await target.functionName(parameters)).toBe(2);

  const times = new Float64Array(sequential);
  const begun = performance.now();
  for (let i = 0; i < sequential; i++) {
    const start = performance.now();
    await target.functionName(parameters);
    times[i] = performance.now() - start;
  }
  const elapsed = performance.now() - begun;
  times.sort();
  results.record("median us", times[sequential / 2]! * 1000);
  results.record("p99 us", times[Math.floor(sequential * 0.99)]! * 1000);
  results.record("sequential calls/s", (sequential / elapsed) * 1000);

  let sent = 0;
  const worker = async () => {
    while (sent++ < pipelined) await target.functionName(parameters);
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: window }, worker));
  results.record("pipelined calls/s", (pipelined / (performance.now() - from)) * 1000);
}
