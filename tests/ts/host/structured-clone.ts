// SPDX-License-Identifier: GPL-2.0-or-later
import { expect } from "lutf";

class Point {
  constructor(readonly x: number) {}
}

export function run(): void {
  const shared = { n: 1 };
  const holes = [1, undefined, undefined, null, -0, 12n];
  delete holes[1];
  const value: { [key: string]: unknown } = {
    a: holes,
    map: new Map([[shared, new Set([shared])]]),
    date: new Date(5),
    pattern: /a(b)/gi,
    shared,
    again: shared,
    bytes: new Uint8Array([1, 2, 3, 4]).subarray(1, 3),
    boxed: Object(7),
    point: new Point(3),
    error: new RangeError("no", { cause: shared }),
  };
  value.self = value;
  const copy = structuredClone(value) as typeof value & {
    map: Map<object, Set<object>>;
    error: RangeError;
    bytes: Uint8Array;
    a: unknown[];
  };
  expect(copy).not.toBe(value);
  expect(copy.self).toBe(copy);
  expect(copy.shared).toBe(copy.again);
  expect(copy.shared).not.toBe(shared);
  expect([...copy.map]).toEqual([[shared, new Set([shared])]]);
  expect([...copy.map.keys()][0]).toBe(copy.shared);
  expect(1 in copy.a).toBe(false);
  expect(copy.a).toEqual(holes);
  expect(copy.date).toEqual(new Date(5));
  expect(String(copy.pattern)).toBe("/a(b)/gi");
  expect([...copy.bytes]).toEqual([2, 3]);
  expect(copy.bytes.buffer.byteLength).toBe(4);
  expect(copy.point).toEqual({ x: 3 });
  expect(Object.getPrototypeOf(copy.point)).toBe(Object.prototype);
  expect(copy.error instanceof RangeError && copy.error.message === "no").toBe(true);

  expect(() => structuredClone({ f: () => 1 })).toThrow(expect.objectContaining({ name: "DataCloneError" }));
  expect(() => structuredClone(Symbol("s"))).toThrow("could not be cloned");
  expect(() => structuredClone(Promise.resolve())).toThrow("could not be cloned");

  const buffer = new Uint8Array([1, 2]).buffer;
  const moved = structuredClone(buffer, { transfer: [buffer] });
  expect(moved.byteLength).toBe(2);
  expect(buffer.byteLength).toBe(0);
}
