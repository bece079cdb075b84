// SPDX-License-Identifier: GPL-2.0-or-later
// A value that follows the flow of control: set around a function, it is there again in everything that the function left to be done later.
//
// async functions are compiled to generators (docs/architecture.md), so each `await` is a call of Promise.prototype.then, which is replaced
// here: what is registered under a context runs under it. Code that runs without one pays for one comparison.

type Callback = (value: never) => unknown;

let current: unknown;

/** undefined: none. */
export function currentContext(): unknown {
  return current;
}

/** Runs body, and what it starts, in context. */
export function runInContext<T>(context: unknown, body: () => T): T {
  const outer = current;
  current = context;
  try {
    return body();
  } finally {
    current = outer;
  }
}

/** callback, to be called later in the context of now. */
export function bindContext<F extends (...args: never[]) => unknown>(callback: F): F {
  const context = current;
  if (context === undefined) return callback;
  return function bound(this: unknown, ...args: never[]) {
    const outer = current;
    current = context;
    try {
      return callback.apply(this, args);
    } finally {
      current = outer;
    }
  } as F;
}

/** The same for the callbacks of a promise: one argument, no `this`. */
function carry(callback: unknown, context: unknown): unknown {
  if (typeof callback !== "function") return callback;
  return (value: never) => {
    const outer = current;
    current = context;
    try {
      return (callback as Callback)(value);
    } finally {
      current = outer;
    }
  };
}

const nativeThen = Promise.prototype.then as (this: Promise<unknown>, ...callbacks: unknown[]) => Promise<unknown>;

export function installPromiseContext(): void {
  // biome-ignore lint/suspicious/noThenProperty: it is replaced on purpose
  Object.defineProperty(Promise.prototype, "then", {
    configurable: true,
    writable: true,
    value: function then(this: Promise<unknown>, onFulfilled: unknown, onRejected: unknown) {
      const context = current;
      if (context === undefined) return nativeThen.call(this, onFulfilled, onRejected);
      return nativeThen.call(this, carry(onFulfilled, context), carry(onRejected, context));
    },
  });
}
