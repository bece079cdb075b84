// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";
import { Clock } from "lutf/lnetsim";

export function run(): void {
  const clock = new Clock(0);
  const seen: string[] = [];
  const note = (name: string) => (): void => {
    seen.push(`${name}@${clock.now}`);
  };
  clock.after(3, note("late"));
  clock.after(1, note("first"));
  clock.after(1, note("second"));
  const never = clock.after(2, note("never"));
  never.cancel();
  clock.after(1, () => clock.after(0.5, note("planned on the way")));
  clock.advance(0.5);
  expect(seen).toEqual([]);
  clock.advance(2);
  expect(seen).toEqual(["first@1", "second@1", "planned on the way@1.5"]);
  expect(clock.now).toBe(2.5);
  // Time stays at the last event when what is waited for has come.
  expect(clock.runUntil(() => seen.length === 4, 100)).toBe(true);
  expect(clock.now).toBe(3);
  expect(clock.runUntil(() => false, 100)).toBe(false);

  // Many, out of order: they come in order.
  const order: number[] = [];
  for (let index = 0; index < 1000; index++) clock.after((index * 7919) % 1000, () => order.push((index * 7919) % 1000));
  clock.advance(1000);
  expect(order).toEqual(Array.from({ length: 1000 }, (_, index) => index));
}
