// SPDX-License-Identifier: GPL-2.0-or-later
// Every wait ends: a call, a group of calls, or something to come true. Giving a call up reaches the node.
import { BaseTest, CallTimeoutError, expect, lutf, type Requires, withCalls } from "lutf";

export const requires: Requires = { agents: 1, timeout: "20s" };

export class Sleeper extends BaseTest {
  private given = false;

  async sleep(): Promise<void> {
    try {
      await lutf.sleep("10m");
    } finally {
      this.given = true;
    }
  }

  async wasGivenUp(): Promise<boolean> {
    return this.given;
  }
}

export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  const sleeper = new Sleeper(agent);

  await expect(withCalls({ timeout: "50ms" }, () => sleeper.sleep())).rejects.toThrow(CallTimeoutError);
  await lutf.waitUntil(() => sleeper.wasGivenUp(), { timeout: "5s", message: `${agent.name} still sleeps` });

  const stop = new AbortController();
  const call = withCalls({ signal: stop.signal }, () => sleeper.sleep());
  stop.abort();
  await expect(call).rejects.toThrow(/abort|cancel/i);
}
