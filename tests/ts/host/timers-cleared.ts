// SPDX-License-Identifier: GPL-2.0-or-later
// A timer that is cleared does not fire: by its object, by its number, by its own callback, by `using`.
import { expect } from "lutf";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(() => resolve(), ms));

export async function run(): Promise<void> {
  const fired: string[] = [];
  clearTimeout(setTimeout(() => fired.push("object"), 1));
  clearTimeout(Number(setTimeout(() => fired.push("number"), 1)));
  clearTimeout(String(Number(setTimeout(() => fired.push("text"), 1))));
  clearImmediate(setImmediate(() => fired.push("immediate")));
  {
    const timer = setTimeout(() => fired.push("disposed"), 1);
    timer[Symbol.dispose]();
  }
  clearTimeout(undefined);
  clearTimeout(12345678);

  let ticks = 0;
  await new Promise<void>((resolve) => {
    const interval = setInterval(() => {
      if (++ticks < 3) return;
      clearInterval(interval);
      resolve();
    }, 2);
  });
  // By now all of those above would have fired, and the interval once more.
  await pause(20);
  expect(fired).toEqual([]);
  expect(ticks).toBe(3);

  const kept = setTimeout(() => fired.push("kept"), 5);
  expect(kept.hasRef()).toBe(true);
  expect(kept.unref().hasRef()).toBe(false);
  expect(kept.ref().hasRef()).toBe(true);
  await pause(20);
  expect(fired).toEqual(["kept"]);
  kept.refresh();
  await pause(20);
  expect(fired).toEqual(["kept", "kept"]);
}
