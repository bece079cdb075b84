// SPDX-License-Identifier: GPL-2.0-or-later
// structuredClone of the HTML standard.

const errors: { [name: string]: ErrorConstructor } = {
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError: TypeError as ErrorConstructor,
  URIError,
};

function refuse(value: unknown): never {
  const what =
    typeof value === "function"
      ? value.toString()
      : typeof value === "symbol"
        ? value.toString()
        : `#<${(value as object).constructor.name}>`;
  throw new DOMException(`${what} could not be cloned.`, "DataCloneError");
}

function cloneError(error: Error): Error {
  const constructor = errors[error.name] ?? Error;
  const copy = Object.create(constructor.prototype, {}) as Error;
  const made = new constructor(error.message);
  Object.setPrototypeOf(made, Object.getPrototypeOf(copy) as object);
  if (error.stack !== undefined) made.stack = error.stack;
  return made;
}

/** Objects whose contents are no other objects; undefined: it is not one of them. */
function cloneLeaf(value: object, copyOf: (value: object) => unknown): object | undefined {
  if (value instanceof Date) return new Date(value);
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (ArrayBuffer.isView(value)) {
    const buffer = copyOf(value.buffer) as ArrayBuffer;
    const constructor = value.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => object;
    return new constructor(buffer, value.byteOffset, value instanceof DataView ? value.byteLength : (value as Uint8Array).length);
  }
  if (value instanceof Boolean || value instanceof Number || value instanceof String || value instanceof BigInt)
    return Object(value.valueOf()) as object;
  if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet || value instanceof WeakRef) return refuse(value);
  return undefined;
}

/** A deep copy of data: own enumerable properties, no prototypes of one's own, no functions; shared and circular references stay so. */
export function structuredClone<T>(value: T, options: { transfer?: readonly ArrayBuffer[] } = {}): T {
  const copies = new Map<unknown, unknown>();
  const clone = (one: unknown): unknown => {
    if (typeof one === "function" || typeof one === "symbol") return refuse(one);
    if (typeof one !== "object" || one === null) return one;
    if (copies.has(one)) return copies.get(one);
    const remember = <C>(copy: C): C => {
      copies.set(one, copy);
      return copy;
    };
    const leaf = cloneLeaf(one, clone);
    if (leaf !== undefined) return remember(leaf);
    if (one instanceof Map) {
      const copy = remember(new Map<unknown, unknown>());
      for (const [key, item] of [...one]) copy.set(clone(key), clone(item));
      return copy;
    }
    if (one instanceof Set) {
      const copy = remember(new Set<unknown>());
      for (const item of [...one]) copy.add(clone(item));
      return copy;
    }
    if (one instanceof Error) {
      const copy = remember(cloneError(one));
      if (Object.hasOwn(one, "cause")) copy.cause = clone(one.cause);
      return copy;
    }
    const copy = remember(Array.isArray(one) ? new Array<unknown>(one.length) : {}) as { [key: string]: unknown };
    for (const key of Object.keys(one)) {
      Object.defineProperty(copy, key, {
        value: clone((one as { [key: string]: unknown })[key]),
        configurable: true,
        enumerable: true,
        writable: true,
      });
    }
    return copy;
  };
  // Transferred buffers are moved, after everything else could be cloned; until then their copies stand for them.
  for (const buffer of options.transfer ?? []) copies.set(buffer, buffer.slice(0));
  const copy = clone(value) as T;
  for (const buffer of options.transfer ?? []) buffer.transfer();
  return copy;
}
