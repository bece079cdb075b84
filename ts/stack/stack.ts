// SPDX-License-Identifier: GPL-2.0-or-later
// Stacks in lines of TypeScript. quickjs makes the text of a stack when an error is made; here it is mapped when it is read, so that an error that is
// only caught, and a call site that nobody asks for, cost nothing more.
import { self } from "lutf:agent";
import { loadLibrary } from "lutf:realm";

declare global {
  interface ErrorConstructor {
    stackTraceLimit: number;
    captureStackTrace(target: object, above?: (...parameters: never[]) => unknown): void;
  }
}

const FRAMES = 50;
const native = Object.getOwnPropertyDescriptor(Error.prototype, "stack") as { get(): string | undefined; set(value: string): void };
const nativeCapture = Error.captureStackTrace;

/** Frames of an error as quickjs wrote them: lines of compiled JavaScript. */
export function rawStack(error: Error): string {
  return native.get.call(error) ?? "";
}

/**
 * The frames in lines of TypeScript, without those of the library: if there are only such, all of them, or none with ownOnly. Costs milliseconds for
 * the first one of a module.
 */
export function mapStack(raw: string, ownOnly = false): string {
  try {
    const mapper = loadLibrary("lutf/stack-mapper") as typeof import("./mapper.ts");
    return mapper.mapFrames(raw, ownOnly);
  } catch {
    // No memory left, or the realm is being ended: unmapped frames are better than another error.
    return raw;
  }
}

/** The first frame that is not the library's: "suites/samples/x.ts:12:5"; undefined if there is none. */
export function whereOf(site: Error): string | undefined {
  return firstFrame(mapStack(rawStack(site)));
}

/** The place of the newest frame of a stack. */
export function firstFrame(stack: string): string | undefined {
  return /\(?([^\s()]+:\d+:\d+)\)?$/m.exec(stack)?.[1];
}

/** One list of frames: those of the node that was called, a border, those that led to the call here; ownOnly as in mapStack(). */
export function stitch(remote: string, called: string, localRaw: string, ownOnly = false): string {
  if (remote === "") return mapStack(localRaw, ownOnly);
  const local = mapStack(localRaw, true);
  if (local === "") return remote;
  return `${remote.trimEnd()}\n    ---- on ${called}, called from ${self} ----\n${local}`;
}

/** An error that only marks a place. frames: enough to reach the caller of the library; each costs 0.3 µs. */
export function callSite(frames = 6): Error {
  Error.stackTraceLimit = frames;
  const site = new Error();
  Error.stackTraceLimit = FRAMES;
  return site;
}

/** Makes `stack` of every error of this realm be in lines of TypeScript. */
export function installStackMapping(): void {
  Error.stackTraceLimit = FRAMES;
  Object.defineProperty(Error.prototype, "stack", {
    get(this: Error): string | undefined {
      const raw = native.get.call(this);
      return typeof raw === "string" && raw !== "" ? mapStack(raw) : raw;
    },
    set: native.set,
    configurable: true,
  });
  Error.captureStackTrace = (target: object, above?: (...parameters: never[]) => unknown): void => {
    nativeCapture(target, above);
    const raw = (target as { stack?: unknown }).stack;
    Object.defineProperty(target, "stack", {
      get: () => (typeof raw === "string" ? mapStack(raw) : raw),
      set: (value) => Object.defineProperty(target, "stack", { value, writable: true, configurable: true }),
      configurable: true,
    });
  };
}
