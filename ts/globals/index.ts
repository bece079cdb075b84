// SPDX-License-Identifier: GPL-2.0-or-later
// The prelude: what every realm has as globals besides what quickjs brings. The first import of each entry of a realm.
// What few tests use is loaded when it is first touched.
import { loadLibrary } from "lutf:realm";
import { console } from "./console.ts";
import { installPromiseContext } from "./promise-context.ts";
import * as timers from "./timers.ts";

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, enumerable: false, writable: true });
}

/** names, all exports of one library module. */
function defineLazily(library: string, names: readonly string[]): void {
  for (const name of names) {
    Object.defineProperty(globalThis, name, {
      configurable: true,
      enumerable: false,
      get() {
        const namespace = loadLibrary(library) as { [name: string]: unknown };
        for (const other of names) define(other, namespace[other]);
        return namespace[name];
      },
      set(value: unknown) {
        define(name, value);
      },
    });
  }
}

installPromiseContext();
define("console", console);
define("setTimeout", timers.setTimeout);
define("setInterval", timers.setInterval);
define("setImmediate", timers.setImmediate);
define("clearTimeout", timers.clearTimeout);
define("clearInterval", timers.clearTimeout);
define("clearImmediate", timers.clearImmediate);
define("queueMicrotask", timers.queueMicrotask);
defineLazily("lutf/web", ["AbortController", "AbortSignal", "CustomEvent", "Event", "EventTarget"]);
defineLazily("lutf/text", ["TextDecoder", "TextEncoder"]);
defineLazily("lutf/structured-clone", ["structuredClone"]);
