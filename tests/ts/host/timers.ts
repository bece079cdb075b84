// SPDX-License-Identifier: GPL-2.0-or-later
// Timers come in the order of their times, after microtasks, with their arguments.
import { expect } from "lutf";

export async function run(): Promise<void> {
  const order: string[] = [];
  const note = (...words: string[]): void => void order.push(words.join(" "));
  await new Promise<void>((resolve) => {
    setTimeout(() => resolve(), 30);
    setTimeout(note, 15, "later");
    setTimeout(note, 0, "with", "arguments");
    setTimeout(note, -5, "negative");
    setTimeout(note, Number.NaN, "no number");
    queueMicrotask(() => note("microtask"));
    note("now");
  });
  expect(order).toEqual(["now", "microtask", "with arguments", "negative", "no number", "later"]);

  const before = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(performance.now() - before).toBeGreaterThanOrEqual(19);

  // The loop's clock stands still while JavaScript runs; a timer is counted from when it is set all the same.
  const busy = performance.now();
  while (performance.now() - busy < 20);
  const set = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(performance.now() - set).toBeGreaterThanOrEqual(9);

  expect(() => setTimeout("text" as never, 1)).toThrow(expect.objectContaining({ name: "TypeError", code: "ERR_INVALID_ARG_TYPE" }));
}
