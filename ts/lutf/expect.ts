// SPDX-License-Identifier: GPL-2.0-or-later
// `expect` is that of Vitest (Jest's interface), loaded when a check does not pass for sure: most scripts that pass never need it.
import { loadLibrary } from "lutf:realm";
import { passesForSure } from "./sure.ts";

/** Anything that matches by a rule instead of by its value: `expect.any(Number)`. */
export interface AsymmetricMatcher {
  asymmetricMatch(other: unknown): boolean;
  toString(): string;
}

type ErrorMatch = string | RegExp | Error | AsymmetricMatcher | (abstract new (...parameters: never[]) => unknown);

/** What a value is compared with. R is void, or Promise<void> after `.resolves` and `.rejects`: await that. */
export interface Matchers<R> {
  /** The opposite. */
  readonly not: Matchers<R>;
  /** Object.is */
  toBe(expected: unknown): R;
  /** Same structure; undefined properties and classes do not matter. */
  toEqual(expected: unknown): R;
  /** Same structure, classes and undefined properties. */
  toStrictEqual(expected: unknown): R;
  /** The properties of expected are there and equal; others do not matter. */
  toMatchObject(expected: object): R;
  toBeDefined(): R;
  toBeUndefined(): R;
  toBeNull(): R;
  toBeNullable(): R;
  toBeTruthy(): R;
  toBeFalsy(): R;
  toBeNaN(): R;
  toBeTypeOf(expected: "bigint" | "boolean" | "function" | "number" | "object" | "string" | "symbol" | "undefined"): R;
  toBeInstanceOf(expected: abstract new (...parameters: never[]) => unknown): R;
  toBeGreaterThan(expected: number | bigint): R;
  toBeGreaterThanOrEqual(expected: number | bigint): R;
  toBeLessThan(expected: number | bigint): R;
  toBeLessThanOrEqual(expected: number | bigint): R;
  /** Differs by less than 10^-digits / 2. Default 2 digits. */
  toBeCloseTo(expected: number, digits?: number): R;
  toBeOneOf(expected: readonly unknown[]): R;
  /** A string contains a string, an array (a set) an element that is the same. */
  toContain(expected: unknown): R;
  /** An array contains an element that is equal. */
  toContainEqual(expected: unknown): R;
  toHaveLength(expected: number): R;
  /** path: "a.b[0]" or ["a", "b", 0]. */
  toHaveProperty(path: string | readonly (string | number)[], expected?: unknown): R;
  toMatch(expected: string | RegExp): R;
  /** The function throws, or the promise of `.rejects` rejects with, such an error: message contains, matches, is an instance of. */
  toThrow(expected?: ErrorMatch): R;
  toThrowError(expected?: ErrorMatch): R;
  toSatisfy(predicate: (value: never) => boolean, message?: string): R;
}

export interface Assertion extends Matchers<void> {
  /** The value that a promise resolves to. */
  readonly resolves: Matchers<Promise<void>>;
  /** What a promise rejects with. */
  readonly rejects: Matchers<Promise<void>>;
}

export interface Expect {
  /** @param message stands before the error's own. */
  (value: unknown, message?: string): Assertion;
  any(constructor: abstract new (...parameters: never[]) => unknown): AsymmetricMatcher;
  anything(): AsymmetricMatcher;
  arrayContaining(expected: readonly unknown[]): AsymmetricMatcher;
  objectContaining(expected: object): AsymmetricMatcher;
  stringContaining(expected: string): AsymmetricMatcher;
  stringMatching(expected: string | RegExp): AsymmetricMatcher;
  closeTo(expected: number, digits?: number): AsymmetricMatcher;
  readonly not: Omit<Expect, "not" | "fail" | "extend">;
  /** Fails with this message. */
  fail(message?: string): never;
  /** Adds matchers; their types are the caller's to add. */
  extend(matchers: { [name: string]: (received: never, ...expected: never[]) => { pass: boolean; message(): string } }): void;
}

let loaded: Expect | undefined;
/** Somebody extended it, and may have replaced a matcher. */
let extended = false;

function load(): Expect {
  loaded ??= (loadLibrary("lutf/vendor-expect") as { expect: Expect }).expect;
  return loaded;
}

/** What expect() gives: Vitest's assertion, made when it is needed. */
class Check implements ProxyHandler<object> {
  #assertion: Assertion | undefined;

  constructor(
    readonly value: unknown,
    readonly message: string | undefined,
  ) {}

  get(_target: object, name: string | symbol): unknown {
    const isSure = extended ? undefined : passesForSure.get(name);
    if (isSure === undefined) return this.#property(name);
    return (...expected: [unknown]): unknown =>
      isSure(this.value, expected[0]) ? undefined : (this.#property(name) as (...all: unknown[]) => unknown)(...expected);
  }

  has(_target: object, name: string | symbol): boolean {
    return Reflect.has(this.#made(), name);
  }

  #made(): Assertion {
    this.#assertion ??= load()(this.value, this.message);
    return this.#assertion;
  }

  #property(name: string | symbol): unknown {
    const assertion = this.#made();
    const property = Reflect.get(assertion, name) as unknown;
    return typeof property === "function" ? (...all: unknown[]) => Reflect.apply(property, assertion, all) as unknown : property;
  }
}

/**
 * Checks a value; throws an AssertionError that shows what was expected and what was received.
 *
 * @example
 * expect(await disk.list()).toEqual(["a", "b"]);
 * await expect(disk.open("x")).rejects.toThrow("ENOENT");
 */
export const expect: Expect = new Proxy((() => undefined) as unknown as Expect, {
  apply: (_target, _this, [value, message]: [unknown, string?]) => new Proxy({}, new Check(value, message)),
  get: (_target, key) => {
    extended ||= key === "extend";
    return Reflect.get(load(), key) as unknown;
  },
  has: (_target, key) => Reflect.has(load(), key),
});
