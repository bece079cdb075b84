// SPDX-License-Identifier: GPL-2.0-or-later
// Options of calls that follow the flow of control, also over `await`: `withCalls`, and the call that a method of this node answers.
import { currentContext, runInContext } from "../globals/promise-context.ts";
import { type Duration, milliseconds } from "../lutf/duration.ts";

export interface CallOptions {
  /** Time for each call, from sending it to having its result. Default 60 s. */
  timeout?: Duration;
  /** Aborted: the call is given up here, with a CallCancelledError, and on its node, where `lutf.signal` is aborted. */
  signal?: AbortSignal;
}

/** What the code that runs now was started with. Contexts nest; the inner one's timeout counts, every signal counts. */
export class CallContext {
  readonly parent: CallContext | undefined;
  /** 0: that of the parent. */
  readonly timeoutMs: number;
  /** Aborts with the context. Made when it is first asked for. */
  #controller: AbortController | undefined;
  #cancelled: unknown;

  constructor(
    parent: CallContext | undefined,
    timeoutMs: number,
    /** For people: "Class.method". */
    readonly what: string,
  ) {
    this.parent = parent;
    this.timeoutMs = timeoutMs;
  }

  get cancelled(): boolean {
    return this.#cancelled !== undefined;
  }

  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      const controller = new AbortController();
      this.#controller = controller;
      const outer = this.parent?.signal;
      if (this.cancelled) controller.abort(this.#cancelled);
      else if (outer?.aborted) controller.abort(outer.reason);
      else outer?.addEventListener("abort", () => controller.abort(outer.reason), { once: true });
    }
    return this.#controller.signal;
  }

  /** Marks the context; what waits in it is to be ended by the caller (`cancelWithin`). */
  cancel(reason: unknown): void {
    if (this.cancelled) return;
    this.#cancelled = reason ?? new DOMException("aborted", "AbortError");
    this.#controller?.abort(this.#cancelled);
  }

  isWithin(context: CallContext): boolean {
    for (let at: CallContext | undefined = this; at !== undefined; at = at.parent) if (at === context) return true;
    return false;
  }
}

/** Of the code that runs now. */
export function currentCall(): CallContext | undefined {
  return currentContext() as CallContext | undefined;
}

/** Runs body, and what follows its awaits, in context. */
export function runInCall<T>(context: CallContext | undefined, body: () => T): T {
  return runInContext(context, body);
}

/** Milliseconds that a call made now may take; 0: the default. */
export function timeoutOf(context: CallContext | undefined, options: CallOptions | undefined): number {
  if (options?.timeout !== undefined) return Math.max(1, milliseconds(options.timeout));
  for (let at = context; at !== undefined; at = at.parent) if (at.timeoutMs > 0) return at.timeoutMs;
  return 0;
}

/** The reason, if this context or one around it was cancelled. */
export function isCancelled(context: CallContext | undefined): boolean {
  for (let at = context; at !== undefined; at = at.parent) if (at.cancelled) return true;
  return false;
}
