// SPDX-License-Identifier: GPL-2.0-or-later
// Immediates run in order, microtasks between them; one that asks for another lets I/O and timers in between.
import { expect } from "lutf";
import { readFile } from "lutf/fs";

export async function run(): Promise<void> {
  const order: string[] = [];
  setImmediate(() => {
    order.push("first");
    queueMicrotask(() => order.push("microtask"));
  });
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      order.push("second");
      resolve();
    });
  });
  expect(order).toEqual(["first", "microtask", "second"]);

  let rounds = 0;
  let done = false;
  const again = (): void => {
    rounds++;
    if (!done) setImmediate(again);
  };
  setImmediate(again);
  await readFile("/proc/self/stat");
  await new Promise((resolve) => setTimeout(resolve, 5));
  done = true;
  expect(rounds).toBeGreaterThan(1);
}
