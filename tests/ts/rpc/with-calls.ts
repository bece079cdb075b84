// SPDX-License-Identifier: GPL-2.0-or-later
// withCalls reaches calls made after an await and inside of functions; the inner one counts; calls outside are not touched.
import { BaseTest, CallTimeoutError, expect, lutf, type Requires, withCalls } from "lutf";

export const requires: Requires = { agents: 1 };

export class Slow extends BaseTest {
  async pause(ms: number): Promise<number> {
    await lutf.sleep(ms);
    return ms;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const slow = new Slow(agent);
  await slow.pause(0);

  const outside = slow.pause(300);
  await expect(
    withCalls({ timeout: "60ms" }, async () => {
      await lutf.sleep(1);
      expect(await slow.pause(1)).toBe(1);
      return await slow.pause(3_600_000);
    }),
  ).rejects.toThrow(CallTimeoutError);
  expect(await outside).toBe(300);

  expect(await withCalls({ timeout: "1ms" }, () => withCalls({ timeout: "30s" }, () => slow.pause(50)))).toBe(50);

  const aborted = new AbortController();
  aborted.abort();
  await expect(withCalls({ signal: aborted.signal }, () => slow.pause(1))).rejects.toThrow(/cancelled/);
}
