// SPDX-License-Identifier: GPL-2.0-or-later
// A call that is given up while its node still opens the test, or loads the module, ends there as soon as it begins.
import { BaseTest, CallCancelledError, expect, lutf, type Requires, withCalls } from "lutf";

export const requires: Requires = { agents: 1 };

export class Sleeper extends BaseTest {
  private ended = "";

  async sleeps(): Promise<void> {
    try {
      await lutf.sleep("1h");
    } catch (error) {
      this.ended = (error as Error).name;
      throw error;
    }
  }

  async howEnded(): Promise<string> {
    return this.ended;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const sleeper = new Sleeper(agent);
  const controller = new AbortController();
  const call = withCalls({ signal: controller.signal }, () => sleeper.sleeps());
  // The agent has not heard of this test before this call.
  controller.abort();
  await expect(call).rejects.toThrow(CallCancelledError);
  const ended = await lutf.waitUntil(async () => (await sleeper.howEnded()) || undefined, { timeout: "10s" });
  expect(ended).toBe("AbortError");
}
