// SPDX-License-Identifier: GPL-2.0-or-later
// setTimeout and its family, as in Node: they return objects, which clearTimeout() takes, and so are their numbers.
import { immediates, type NativeTimer, setReferenced, start, stop, wake } from "lutf:timers";
import { bindContext } from "./promise-context.ts";

type Callback = (...args: never[]) => unknown;

/** What is longer fires after 1 ms, as in Node. */
const longest = 2 ** 31 - 1;
let lastId = 0;
/** Timers whose number somebody asked for. */
const numbered = new Map<number, Timeout>();

function requireFunction(callback: unknown): void {
  if (typeof callback === "function") return;
  const error = new TypeError(`The "callback" argument must be of type function. Received ${callback === null ? "null" : typeof callback}`);
  throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

/** What setTimeout() and setInterval() return. */
export class Timeout {
  readonly #callback: () => unknown;
  readonly #ms: number;
  readonly #repeat: boolean;
  #timer: NativeTimer | undefined;
  #referenced = true;
  #id = 0;

  constructor(callback: Callback, ms: number | undefined, repeat: boolean, args: unknown[]) {
    requireFunction(callback);
    const bound = bindContext(callback) as (...args: unknown[]) => unknown;
    const wanted = Number(ms);
    this.#ms = wanted >= 1 && wanted <= longest ? Math.trunc(wanted) : 1;
    this.#repeat = repeat;
    this.#callback = () => {
      if (!repeat) this.#stopped();
      return bound.apply(this, args);
    };
    this.#timer = start(this.#callback, this.#ms, repeat);
  }

  #stopped(): void {
    this.#timer = undefined;
    if (this.#id !== 0) numbered.delete(this.#id);
  }

  /** Stops it. */
  close(): this {
    if (this.#timer !== undefined) stop(this.#timer);
    this.#stopped();
    return this;
  }

  /** Starts the time anew, also after it has fired. */
  refresh(): this {
    if (this.#timer !== undefined) stop(this.#timer);
    this.#timer = start(this.#callback, this.#ms, this.#repeat);
    if (!this.#referenced) setReferenced(this.#timer, false);
    return this;
  }

  #reference(on: boolean): this {
    this.#referenced = on;
    if (this.#timer !== undefined) setReferenced(this.#timer, on);
    return this;
  }

  ref(): this {
    return this.#reference(true);
  }

  unref(): this {
    return this.#reference(false);
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  [Symbol.toPrimitive](): number {
    if (this.#id === 0) {
      this.#id = ++lastId;
      if (this.#timer !== undefined) numbered.set(this.#id, this);
    }
    return this.#id;
  }

  [Symbol.dispose](): void {
    this.close();
  }
}

/** Also the `resolve` of a promise is a callback. */
export function setTimeout(callback: (nothing: void) => unknown, ms?: number): Timeout;
export function setTimeout<A extends unknown[]>(callback: (...args: A) => unknown, ms?: number, ...args: A): Timeout;
export function setTimeout<A extends unknown[]>(callback: (...args: A) => unknown, ms?: number, ...args: A): Timeout {
  return new Timeout(callback as Callback, ms, false, args);
}

export function setInterval(callback: (nothing: void) => unknown, ms?: number): Timeout;
export function setInterval<A extends unknown[]>(callback: (...args: A) => unknown, ms?: number, ...args: A): Timeout;
export function setInterval<A extends unknown[]>(callback: (...args: A) => unknown, ms?: number, ...args: A): Timeout {
  return new Timeout(callback as Callback, ms, true, args);
}

/** Stops what setTimeout() or setInterval() returned; anything else is left alone. */
export function clearTimeout(timer: Timeout | number | string | null | undefined): void {
  const timeout = typeof timer === "number" || typeof timer === "string" ? numbered.get(Number(timer)) : timer;
  if (timeout instanceof Timeout) timeout.close();
}

/** What setImmediate() returns. */
export class Immediate {
  run: (() => unknown) | undefined;

  constructor(run: () => unknown) {
    this.run = run;
  }

  [Symbol.dispose](): void {
    this.run = undefined;
  }
}

let queue: Immediate[] = [];
let next = 0;

/** Called by the host once for each wake(). */
function runOne(): void {
  const immediate = queue[next++];
  if (next === queue.length) {
    queue = [];
    next = 0;
  }
  const run = immediate?.run;
  if (immediate !== undefined) immediate.run = undefined;
  run?.();
}

let host: ReturnType<typeof immediates> | undefined;

/** Calls callback after the I/O of this turn of the event loop. */
export function setImmediate(callback: (nothing: void) => unknown): Immediate;
export function setImmediate<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): Immediate;
export function setImmediate<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): Immediate {
  requireFunction(callback);
  const bound = bindContext(callback);
  const immediate = new Immediate(() => bound(...args));
  queue.push(immediate);
  host ??= immediates(runOne);
  wake(host);
  return immediate;
}

export function clearImmediate(immediate: Immediate | null | undefined): void {
  if (immediate instanceof Immediate) immediate.run = undefined;
}

const nativeQueueMicrotask = globalThis.queueMicrotask;

export function queueMicrotask(callback: () => void): void {
  requireFunction(callback);
  nativeQueueMicrotask(bindContext(callback));
}
