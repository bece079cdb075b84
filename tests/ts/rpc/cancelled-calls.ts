// SPDX-License-Identifier: GPL-2.0-or-later
// A call that is given up here ends there: its sleeps and calls to further nodes end, and lutf.signal is aborted.
import { BaseTest, CallCancelledError, CallTimeoutError, expect, lutf, type Requires, withCalls } from "lutf";

export const requires: Requires = { agents: 2 };

export class Worker extends BaseTest {
  private readonly ended: string[] = [];

  async sleeps(): Promise<void> {
    try {
      await lutf.sleep("1h");
    } catch (error) {
      this.ended.push(`sleep: ${(error as Error).name}`);
      throw error;
    }
  }

  async waitsForSignal(): Promise<void> {
    await new Promise<void>((resolve) => lutf.signal.addEventListener("abort", () => resolve()));
    this.ended.push("signal");
  }

  async callsOther(other: string): Promise<void> {
    try {
      await new Worker(lutf.getTarget(other)).sleeps();
    } catch (error) {
      this.ended.push(`call: ${(error as Error).name}`);
      throw error;
    }
  }

  async howEnded(): Promise<string[]> {
    return this.ended;
  }
}

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const worker = new Worker(one);
  const controller = new AbortController();
  const calls = withCalls({ signal: controller.signal }, () =>
    Promise.allSettled([worker.sleeps(), worker.waitsForSignal(), worker.callsOther(two.name)]),
  );
  // All three have started once a later call of the same object has been answered.
  await worker.howEnded();
  controller.abort();
  for (const result of await calls) {
    expect(result.status).toBe("rejected");
    expect((result as PromiseRejectedResult).reason).toBeInstanceOf(CallCancelledError);
    expect((result as PromiseRejectedResult).reason.name).toBe("AbortError");
  }
  const ended = await lutf.waitUntil(async () => {
    const list = await worker.howEnded();
    return list.length === 3 ? list : undefined;
  });
  expect([...ended].sort()).toEqual(["call: AbortError", "signal", "sleep: AbortError"]);

  const late = await withCalls({ timeout: "30ms" }, () => worker.sleeps()).catch((error: unknown) => error);
  expect(late).toBeInstanceOf(CallTimeoutError);
  expect((late as CallTimeoutError).after).toBeGreaterThanOrEqual(30);
}
