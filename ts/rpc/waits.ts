// SPDX-License-Identifier: GPL-2.0-or-later
// What the code of this realm is waiting for in the library: calls under way, sleep, waitUntil, messages. For who-is-missing errors,
// time-outs of a whole test, and to end waits when the call they belong to is given up.
import { callSite, whereOf } from "../stack/stack.ts";
import { type CallContext, currentCall, isCancelled } from "./call-context.ts";

export interface Wait {
  /** Links of the list of all, kept by this module. */
  older?: Wait | undefined;
  newer?: Wait | undefined;
  readonly context: CallContext | undefined;
  /** The line that waits; absent where that is the library's own. */
  readonly site?: Error;
  /** For people: `sleep 5 s`, `Disk.format on oss1`. */
  describe(): string;
  /** Ends the wait with an AbortError. */
  abandon(): void;
}

/** A list, and no Set: quickjs finds objects in a Set of thousands slowly, and every call comes here twice. */
let newest: Wait | undefined;

export function addWait(wait: Wait): void {
  wait.older = newest;
  wait.newer = undefined;
  if (newest !== undefined) newest.newer = wait;
  newest = wait;
  // Nothing waits in a call that was given up: neither one that began too late nor one that caught the error and goes on.
  if (isCancelled(wait.context)) queueMicrotask(() => wait.abandon());
}

export function removeWait(wait: Wait): void {
  const { older, newer } = wait;
  if (older !== undefined) older.newer = newer;
  if (newer !== undefined) newer.older = older;
  else if (newest === wait) newest = older;
  wait.older = wait.newer = undefined;
}

/** Oldest first. */
function all(): Wait[] {
  const waits: Wait[] = [];
  for (let wait = newest; wait !== undefined; wait = wait.older) waits.push(wait);
  return waits.reverse();
}

/** Ends everything that waits in context: the call was given up. */
export function abandonWithin(context: CallContext): void {
  for (const wait of all()) if (wait.context?.isWithin(context)) wait.abandon();
}

/** As `what` and `at`, oldest first, for Realm.inspect(). */
export function describeWaits(): { what: string; at?: string }[] {
  return all().map((wait) => {
    const at = wait.site === undefined ? undefined : whereOf(wait.site);
    return at === undefined ? { what: wait.describe() } : { what: wait.describe(), at };
  });
}

/** An error with the name and code of an abort; its stack is the place that waited. */
export function abortError(what: string): Error {
  const error = new Error(`${what} was aborted: the call it belongs to was given up`);
  Object.defineProperty(error, "name", { value: "AbortError", configurable: true, writable: true });
  return Object.assign(error, { code: "ABORT_ERR" });
}

/** A wait that is a timer: resolves after ms, rejects when its call is given up. */
export function sleepFor(ms: number, describe: () => string, site = callSite()): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = () => {
      removeWait(wait);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    const wait: Wait = {
      context: currentCall(),
      site,
      describe,
      abandon() {
        clearTimeout(timer);
        removeWait(wait);
        reject(abortError(describe()));
      },
    };
    addWait(wait);
  });
}
