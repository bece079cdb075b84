// SPDX-License-Identifier: GPL-2.0-or-later

import { self } from "lutf:agent";
import { currentCall } from "../rpc/call-context.ts";
import { CallTimeoutError } from "../rpc/errors.ts";
import { abortError, addWait, removeWait, sleepFor, type Wait } from "../rpc/waits.ts";
import { callSite } from "../stack/stack.ts";
import { type Duration, milliseconds, seconds } from "./duration.ts";
import { here } from "./here.ts";

/** Resolves after a time; rejects with an AbortError when the call that sleeps is given up. */
export function sleep(duration: Duration): Promise<void> {
  const ms = milliseconds(duration);
  return sleepFor(ms, () => `sleep ${seconds(ms)}`);
}

export interface WaitUntilOptions {
  /** Default 30 s. */
  timeout?: Duration;
  /** Between two looks. Default 50 ms. */
  interval?: Duration;
  /** What the error says was waited for. */
  message?: string;
}

/**
 * Calls condition again and again until it returns something else than null, undefined or false, and resolves to that. Rejects with what condition
 * throws, or with a CallTimeoutError that has `message` and what condition returned last.
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
    const intervalMs = milliseconds(options.interval ?? "50ms");
    for (;;) {
      const value = await condition();
      if (value !== null && value !== undefined && value !== false) return value as NonNullable<T>;
      if (abandoned) throw abortError(what);
      const after = performance.now() - begin;
      if (after >= timeoutMs) {
        throw new CallTimeoutError(
          `${options.message ?? "the condition did not come true"}: still ${String(value)} after ${seconds(after)}`,
          call,
          after,
        );
      }
      await sleepFor(Math.min(intervalMs, timeoutMs - after), () => what);
    }
  };
  addWait(wait);
  return poll().finally(() => removeWait(wait));
}
