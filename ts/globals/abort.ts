// SPDX-License-Identifier: GPL-2.0-or-later
import { Event, EventTarget } from "./event-target.ts";

/** Only this module makes signals and aborts them. */
const secret = Symbol("AbortSignal");

export class AbortSignal extends EventTarget {
  #aborted = false;
  #reason: unknown;
  #onabort: ((event: Event) => unknown) | null = null;
  /** Signals made by any() of this one: they are told before the listeners are. */
  #dependents: Set<AbortSignal> | undefined;

  constructor(key?: symbol) {
    if (key !== secret) throw Object.assign(new TypeError("Illegal constructor"), { code: "ERR_ILLEGAL_CONSTRUCTOR" });
    super();
  }

  get aborted(): boolean {
    return this.#aborted;
  }

  /** What abort() was given; a DOMException named "AbortError" or "TimeoutError" by default. */
  get reason(): unknown {
    return this.#reason;
  }

  get onabort(): ((event: Event) => unknown) | null {
    return this.#onabort;
  }

  set onabort(handler: ((event: Event) => unknown) | null) {
    if (this.#onabort !== null) this.removeEventListener("abort", this.#onabort);
    this.#onabort = typeof handler === "function" ? handler : null;
    if (this.#onabort !== null) this.addEventListener("abort", this.#onabort);
  }

  throwIfAborted(): void {
    if (this.#aborted) throw this.#reason;
  }

  static abort(reason: unknown = new DOMException("This operation was aborted", "AbortError")): AbortSignal {
    const signal = new AbortSignal(secret);
    AbortSignal.#abort(signal, reason);
    return signal;
  }

  /** Aborts by itself after that many milliseconds, with a DOMException named "TimeoutError". */
  static timeout(ms: number): AbortSignal {
    if (!(ms >= 0)) throw new RangeError(`AbortSignal.timeout: ${ms} is no number of milliseconds`);
    const signal = new AbortSignal(secret);
    setTimeout(() => AbortSignal.#abort(signal, new DOMException("The operation was aborted due to timeout", "TimeoutError")), ms).unref();
    return signal;
  }

  /** Aborts when the first of signals does, for its reason. */
  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const signal = new AbortSignal(secret);
    const sources = [...signals];
    const aborted = sources.find((source) => source.#aborted);
    if (aborted !== undefined) {
      signal.#aborted = true;
      signal.#reason = aborted.#reason;
    } else {
      for (const source of sources) {
        source.#dependents ??= new Set();
        source.#dependents.add(signal);
      }
    }
    return signal;
  }

  static #abort(signal: AbortSignal, reason: unknown): void {
    if (signal.#aborted) return;
    // All of them are aborted before the first listener can look at one.
    const told = [signal];
    for (const one of told) {
      if (one.#aborted) continue;
      one.#aborted = true;
      one.#reason = reason;
      told.push(...(one.#dependents ?? []));
      one.#dependents = undefined;
    }
    for (const one of new Set(told)) one.dispatchEvent(new Event("abort"));
  }

  /** For AbortController. */
  static [secret](): { signal: AbortSignal; abort: (reason: unknown) => void } {
    const signal = new AbortSignal(secret);
    return { signal, abort: (reason) => AbortSignal.#abort(signal, reason) };
  }
}

export class AbortController {
  readonly #controlled = AbortSignal[secret]();

  get signal(): AbortSignal {
    return this.#controlled.signal;
  }

  abort(reason: unknown = new DOMException("This operation was aborted", "AbortError")): void {
    this.#controlled.abort(reason);
  }
}
