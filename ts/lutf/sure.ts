// SPDX-License-Identifier: GPL-2.0-or-later
// What passes for sure, told without Vitest: loading that takes longer than most scripts. "Not sure" decides nothing; then Vitest is asked.

/** Comparing more than so many values, or values nested so deep (or in a circle), is left to Vitest. */
const MOST_VALUES = 100_000;
const DEEPEST = 100;

type Plain = { [key: string]: unknown };

class Comparison {
  #values = 0;

  /** subset: properties of objects that only the actual value has do not matter. */
  constructor(readonly subset: boolean) {}

  isSure(actual: unknown, expected: unknown, depth = 0): boolean {
    if (Object.is(actual, expected)) return true;
    if (++this.#values > MOST_VALUES || depth > DEEPEST) return false;
    if (isArray(actual)) {
      return isArray(expected) && actual.length === expected.length && actual.every((item, i) => this.isSure(item, expected[i], depth + 1));
    }
    if (!isPlain(actual) || !isPlain(expected)) return false;
    const keys = Object.keys(expected);
    if (!this.subset && keys.length !== Object.keys(actual).length) return false;
    return keys.every((key) => Object.hasOwn(actual, key) && this.isSure(actual[key], expected[key], depth + 1));
  }
}

/** Without gaps and other properties. */
function isArray(value: unknown): value is unknown[] {
  return Array.isArray(value) && Object.getPrototypeOf(value) === Array.prototype && Reflect.ownKeys(value).length === value.length + 1;
}

/** An object as a literal makes it: no class that could have a say in what is equal to it. */
function isPlain(value: unknown): value is Plain {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.getOwnPropertySymbols(value).length === 0
  );
}

const numbers = (actual: unknown, expected: unknown): boolean => typeof actual === "number" && typeof expected === "number";
const isEqual = (actual: unknown, expected: unknown): boolean => new Comparison(false).isSure(actual, expected);

/** By the name of a matcher: whether it passes, or false if that is not sure. */
export const passesForSure: ReadonlyMap<unknown, (actual: unknown, expected: unknown) => boolean> = new Map([
  ["toBe", Object.is],
  ["toEqual", isEqual],
  ["toStrictEqual", isEqual],
  ["toMatchObject", (actual, expected) => isPlain(expected) && new Comparison(true).isSure(actual, expected)],
  ["toBeDefined", (actual) => actual !== undefined],
  ["toBeUndefined", (actual) => actual === undefined],
  ["toBeTruthy", (actual) => Boolean(actual)],
  ["toBeGreaterThan", (actual, expected) => numbers(actual, expected) && (actual as number) > (expected as number)],
  ["toBeGreaterThanOrEqual", (actual, expected) => numbers(actual, expected) && (actual as number) >= (expected as number)],
  ["toBeLessThan", (actual, expected) => numbers(actual, expected) && (actual as number) < (expected as number)],
  ["toBeLessThanOrEqual", (actual, expected) => numbers(actual, expected) && (actual as number) <= (expected as number)],
  ["toContain", contains],
  ["toHaveLength", (actual, expected) => (typeof actual === "string" || isArray(actual)) && actual.length === expected],
]);

function contains(actual: unknown, expected: unknown): boolean {
  if (typeof actual === "string") return typeof expected === "string" && actual.includes(expected);
  return isArray(actual) && typeof expected !== "number" && actual.includes(expected);
}
