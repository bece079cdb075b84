// SPDX-License-Identifier: GPL-2.0-or-later
// The globals of every realm, beside those of ECMAScript. ts/globals defines them; quickjs brings performance, DOMException, atob, btoa.

declare var console: typeof import("./globals/console.ts").console;

declare var setTimeout: typeof import("./globals/timers.ts").setTimeout;
declare var setInterval: typeof import("./globals/timers.ts").setInterval;
declare var setImmediate: typeof import("./globals/timers.ts").setImmediate;
declare var clearTimeout: typeof import("./globals/timers.ts").clearTimeout;
declare var clearInterval: typeof import("./globals/timers.ts").clearTimeout;
declare var clearImmediate: typeof import("./globals/timers.ts").clearImmediate;
declare var queueMicrotask: typeof import("./globals/timers.ts").queueMicrotask;

declare var Event: typeof import("./globals/event-target.ts").Event;
type Event = import("./globals/event-target.ts").Event;
declare var CustomEvent: typeof import("./globals/event-target.ts").CustomEvent;
type CustomEvent<T = unknown> = import("./globals/event-target.ts").CustomEvent<T>;
declare var EventTarget: typeof import("./globals/event-target.ts").EventTarget;
type EventTarget = import("./globals/event-target.ts").EventTarget;
declare var AbortController: typeof import("./globals/abort.ts").AbortController;
type AbortController = import("./globals/abort.ts").AbortController;
declare var AbortSignal: typeof import("./globals/abort.ts").AbortSignal;
type AbortSignal = import("./globals/abort.ts").AbortSignal;

declare var TextEncoder: typeof import("./globals/text.ts").TextEncoder;
type TextEncoder = import("./globals/text.ts").TextEncoder;
declare var TextDecoder: typeof import("./globals/text.ts").TextDecoder;
type TextDecoder = import("./globals/text.ts").TextDecoder;
declare var structuredClone: typeof import("./globals/structured-clone.ts").structuredClone;

/** Milliseconds with fractions, since the start of the process; never goes back. */
declare var performance: { now(): number; readonly timeOrigin: number };

interface DOMException extends Error {
  readonly name: string;
  readonly message: string;
  readonly code: number;
}
declare var DOMException: { new (message?: string, name?: string): DOMException; readonly prototype: DOMException };

declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
