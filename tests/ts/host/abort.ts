// SPDX-License-Identifier: GPL-2.0-or-later
// AbortController and AbortSignal: abort, timeout, any, reasons.
import { expect } from "lutf";

export async function run(): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const heard: string[] = [];
  signal.addEventListener("abort", (event) => heard.push(event.type));
  signal.onabort = () => heard.push("onabort");
  expect(signal.aborted).toBe(false);
  expect(() => signal.throwIfAborted()).not.toThrow();
  controller.abort();
  controller.abort("again");
  expect(heard).toEqual(["abort", "onabort"]);
  expect(signal.reason).toMatchObject({ name: "AbortError", message: "This operation was aborted", code: 20 });
  expect(signal.reason instanceof DOMException && signal.reason instanceof Error).toBe(true);
  expect(() => signal.throwIfAborted()).toThrow("This operation was aborted");

  expect(AbortSignal.abort("why").reason).toBe("why");
  expect(() => new (AbortSignal as unknown as new () => AbortSignal)()).toThrow("Illegal constructor");

  const timeout = AbortSignal.timeout(5);
  expect(timeout.aborted).toBe(false);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(timeout.reason).toMatchObject({ name: "TimeoutError", message: "The operation was aborted due to timeout" });

  const [one, two] = [new AbortController(), new AbortController()];
  const any = AbortSignal.any([one.signal, two.signal]);
  const both = AbortSignal.any([any]);
  let sawBoth = false;
  two.signal.addEventListener("abort", () => {
    sawBoth = both.aborted;
  });
  two.abort("second");
  one.abort("first");
  expect(any.reason).toBe("second");
  expect(both.reason).toBe("second");
  expect(sawBoth).toBe(true);
  expect(AbortSignal.any([AbortSignal.abort("before"), one.signal]).reason).toBe("before");
}
