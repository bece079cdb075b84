// SPDX-License-Identifier: GPL-2.0-or-later
// What `expect` finds equal before it asks Vitest (ts/lutf/sure.ts) is equal for Vitest too: `.not` is always Vitest's, and must say the opposite.
import { expect } from "lutf";

class Point {
  constructor(readonly a: unknown) {}
}

const tag = Symbol("tag");

function gap(): unknown[] {
  const made: unknown[] = [1, 0];
  delete made[0];
  return made;
}

/** Each made anew: two that are equal are not the same. Neighbours are nearly equal. */
const values: (() => unknown)[] = [
  () => undefined,
  () => null,
  () => 0,
  () => -0,
  () => Number.NaN,
  () => 1,
  () => 1n,
  () => "",
  () => "a",
  () => Object("a"),
  () => /a/,
  () => run,
  () => () => 1,
  () => [],
  () => [1],
  () => Object.assign([1], { a: 2 }),
  () => Object.assign([1], { a: 3 }),
  () => gap(),
  () => [undefined, 0],
  () => [0, 0],
  () => new Uint8Array([1]),
  () => new Set([1]),
  () => new Map([["a", 1]]),
  () => ({}),
  () => ({ a: undefined }),
  () => ({ a: 1 }),
  () => ({ a: 1, b: undefined }),
  () => ({ b: undefined, a: 1 }),
  () => ({ a: 1, b: 2 }),
  () => ({ a: 1, [tag]: 2 }),
  () => ({ a: 1, [tag]: 3 }),
  () => Object.create({ a: 1 }),
  () => Object.assign(Object.create(null), { a: 1 }),
  () => new Point(1),
  () => new Date(0),
  () => new Date(1),
  () => new Error("a"),
  () => new Error("b"),
  () => expect.any(Number),
  () => expect.any(String),
  () => expect.objectContaining({ a: 1 }),
];

/** What a value is put into before it is compared. */
const holders: ((value: unknown) => unknown)[] = [
  (a) => a,
  (a) => [a],
  (a) => ({ a }),
  (a) => ({ a, b: 1 }),
  (a) => ({ a, b: undefined }),
  (a) => ({ a: [{ a }] }),
  (a) => new Point(a),
];

type Check = (expected: unknown) => void;
type Matcher = "toBe" | "toEqual" | "toStrictEqual" | "toMatchObject" | "toContain" | "toHaveLength";

function passes(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

function compare(actual: unknown, expected: unknown, where: string, ...names: Matcher[]): void {
  for (const name of names) {
    const check = (): void => (expect(actual)[name] as Check)(expected);
    const assertion = expect(actual).not as unknown as Record<Matcher, Check>;
    // Both throw where the matcher does not take such values.
    if (passes(check) && passes(() => assertion[name](expected))) expect.fail(`${name} passes, and its opposite too: ${where}`);
  }
}

/** How far two neighbours stand apart. */
const NEAR = 4;

export async function run(): Promise<void> {
  for (const [i, make] of values.entries()) {
    for (const other of values.slice(Math.max(0, i - NEAR), i + NEAR + 1)) {
      compare(make(), other(), `${make} and ${other}`, "toEqual", "toStrictEqual", "toMatchObject", "toBe");
    }
    for (const holder of holders) compare(holder(make()), holder(make()), `${make} twice in ${holder}`, "toEqual", "toMatchObject");
    compare([make()], make(), `${make} in an array`, "toContain");
    for (const length of [0, 1]) compare(make(), length, `${make} and ${length}`, "toHaveLength");
    await new Promise((resolve) => setTimeout(resolve, 0)); // a script may not run for long without returning
  }
  for (const holder of holders) {
    for (const other of holders) compare(holder(1), other(1), `1 in ${holder} and in ${other}`, "toEqual", "toMatchObject");
  }
  const circle: { a: unknown } = { a: undefined };
  circle.a = circle;
  compare(circle, { a: circle }, "circle", "toEqual");

  // One that somebody replaced is not passed over.
  expect.extend({ toBe: () => ({ pass: false, message: () => "never" }) });
  expect(() => expect(1).toBe(1)).toThrow("never");
}
