// SPDX-License-Identifier: GPL-2.0-or-later

import { self } from "lutf:agent";
import { currentCall } from "../rpc/call-context.ts";
import { CallTimeoutError } from "../rpc/errors.ts";
import { abortError, addWait, removeWait, sleepFor, type Wait } from "../rpc/waits.ts";
import { callSite } from "../stack/stack.ts";
import { type Duration, milliseconds, seconds } from "./duration.ts";
import { here } from "./here.ts";
import { pass } from "./virtual-time.ts";

/**
 * Resolves after a time; rejects with an AbortError when the call that sleeps is given up. Where LNet is simulated, and loaded on an agent of the script,
 * it is LNet's time that passes, and nobody waits.
 */
export function sleep(duration: Duration): Promise<void> {
  const ms = milliseconds(duration);
  return pass(ms, () => `sleep ${seconds(ms)}`, callSite()).then(() => undefined);
}

/** What has nothing to do with simulated time, a file or a process, may need this long. */
const REAL_TIME = 500;

export interface WaitUntilOptions {
  /** Default 30 s. Simulated time (see sleep) counts like any other; a condition that has nothing to do with LNet has half a second of real time in any case. */
  timeout?: Duration;
  /** Between two looks. Default 50 ms; of simulated time a 600th of the timeout, if that is more. */
  interval?: Duration;
  /** What the error says was waited for. */
  message?: string;
  /** What the error says there was instead, asked when the time is over. Default: what condition returned last. */
  seen?: () => string;
}

/**
 * Calls condition again and again until it returns something else than null, undefined or false, and resolves to that. Rejects with what condition
 * throws, or with a CallTimeoutError that has `message` and what there was instead.
 */
export function waitUntil<T>(condition: () => T | Promise<T>, options: WaitUntilOptions = {}): Promise<NonNullable<T>> {
  const what = options.message ?? "waitUntil";
  const call = { node: self, script: here.script, what, site: callSite() };
  let abandoned = false;
  const wait: Wait = {
    context: currentCall(),
    site: call.site,
    describe: () => what,
    abandon() {
      abandoned = true;
    },
  };
  const poll = async (): Promise<NonNullable<T>> => {
    const begin = performance.now();
    const timeoutMs = milliseconds(options.timeout ?? "30s");
    let intervalMs = milliseconds(options.interval ?? "50ms");
    /** Simulated time since the first look. */
    let clock: number | undefined;
    let simulated = 0;
    for (;;) {
      const value = await condition();
      if (value !== null && value !== undefined && value !== false) return value as NonNullable<T>;
      if (abandoned) throw abortError(what);
      const real = performance.now() - begin;
      const after = real + simulated;
      if (after >= timeoutMs && real >= Math.min(timeoutMs, REAL_TIME)) {
        throw new CallTimeoutError(
          `${options.message ?? "the condition did not come true"}: still ${options.seen?.() ?? String(value)} after ${seconds(after)}`,
          call,
          after,
        );
      }
      // Simulated time is over, and there may be something real to wait for.
      if (after >= timeoutMs) {
        await sleepFor(Math.min(intervalMs, REAL_TIME - real), () => what, call.site);
        continue;
      }
      const stepMs = Math.min(intervalMs, timeoutMs - after);
      const now = await pass(stepMs, () => what, call.site);
      if (now === undefined) continue;
      if (options.interval === undefined) intervalMs = Math.max(intervalMs, timeoutMs / 600);
      // What the condition itself took of it counts, too.
      simulated += clock === undefined ? stepMs : now - clock;
      clock = now;
    }
  };
  addWait(wait);
  return poll().finally(() => removeWait(wait));
}
