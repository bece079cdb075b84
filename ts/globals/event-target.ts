// SPDX-License-Identifier: GPL-2.0-or-later
// Event and EventTarget of the DOM standard, without a tree: an event has one target.
import { bindContext } from "./promise-context.ts";

export interface EventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
}

/** What dispatchEvent() keeps from those that call it. */
const states = new WeakMap<Event, { target: EventTarget | null; dispatching: boolean; stopped: boolean }>();

export class Event {
  static readonly NONE = 0;
  static readonly CAPTURING_PHASE = 1;
  static readonly AT_TARGET = 2;
  static readonly BUBBLING_PHASE = 3;

  readonly type: string;
  readonly bubbles: boolean;
  readonly cancelable: boolean;
  readonly composed: boolean;
  readonly isTrusted = false;
  /** Milliseconds, as performance.now(). */
  readonly timeStamp = performance.now();
  #prevented = false;
  #propagating = true;

  constructor(type: string, init: EventInit = {}) {
    this.type = String(type);
    this.bubbles = Boolean(init.bubbles);
    this.cancelable = Boolean(init.cancelable);
    this.composed = Boolean(init.composed);
  }

  get target(): EventTarget | null {
    return states.get(this)?.target ?? null;
  }

  get currentTarget(): EventTarget | null {
    const state = states.get(this);
    return state?.dispatching ? state.target : null;
  }

  get eventPhase(): number {
    return states.get(this)?.dispatching ? Event.AT_TARGET : Event.NONE;
  }

  get defaultPrevented(): boolean {
    return this.#prevented;
  }

  get cancelBubble(): boolean {
    return !this.#propagating;
  }

  composedPath(): EventTarget[] {
    const target = this.currentTarget;
    return target === null ? [] : [target];
  }

  preventDefault(): void {
    if (this.cancelable) this.#prevented = true;
  }

  stopPropagation(): void {
    this.#propagating = false;
  }

  stopImmediatePropagation(): void {
    this.#propagating = false;
    const state = states.get(this);
    if (state !== undefined) state.stopped = true;
  }
}

export class CustomEvent<T = unknown> extends Event {
  readonly detail: T;

  constructor(type: string, init: EventInit & { detail?: T } = {}) {
    super(type, init);
    this.detail = (init.detail ?? null) as T;
  }
}

export interface EventListenerObject {
  handleEvent(event: Event): unknown;
}
export type EventListener = ((event: Event) => unknown) | EventListenerObject;
export interface AddEventListenerOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

interface Registration {
  listener: EventListener;
  call: (event: Event) => unknown;
  capture: boolean;
  once: boolean;
  removed: boolean;
}

export class EventTarget {
  /** Made with the first listener: most targets never have one. */
  #listeners: Map<string, Registration[]> | undefined;

  /** Listeners run in the call context (`withCalls`) that they were added in. */
  addEventListener(type: string, listener: EventListener | null, options: AddEventListenerOptions | boolean = {}): void {
    if (listener === null || listener === undefined) return;
    const { capture = false, once = false, signal } = typeof options === "boolean" ? { capture: options } : options;
    if (signal?.aborted) return;
    this.#listeners ??= new Map();
    const list = this.#listeners.get(type) ?? [];
    this.#listeners.set(type, list);
    if (list.some((other) => other.listener === listener && other.capture === capture)) return;
    const call = bindContext(typeof listener === "function" ? listener.bind(this) : (event: Event) => listener.handleEvent(event));
    list.push({ listener, call, capture, once, removed: false });
    signal?.addEventListener("abort", () => this.removeEventListener(type, listener, { capture }), { once: true });
  }

  removeEventListener(type: string, listener: EventListener | null, options: { capture?: boolean } | boolean = {}): void {
    const capture = typeof options === "boolean" ? options : Boolean(options.capture);
    const list = this.#listeners?.get(type);
    const index = list?.findIndex((other) => other.listener === listener && other.capture === capture) ?? -1;
    if (list === undefined || index < 0) return;
    list[index]!.removed = true;
    // A copy: the list may be being walked.
    this.#listeners!.set(type, list.toSpliced(index, 1));
  }

  /** Returns false if a listener called preventDefault(). */
  dispatchEvent(event: Event): boolean {
    if (!(event instanceof Event)) throw new TypeError("dispatchEvent takes an Event");
    if (states.get(event)?.dispatching) throw new DOMException("The event is already being dispatched", "InvalidStateError");
    const state = { target: this as EventTarget, dispatching: true, stopped: false };
    states.set(event, state);
    for (const registration of this.#listeners?.get(event.type) ?? []) {
      if (registration.removed) continue;
      if (registration.once) this.removeEventListener(event.type, registration.listener, registration);
      try {
        registration.call(event);
      } catch (error) {
        // As in Node: an uncaught error; the other listeners still get the event.
        queueMicrotask(() => {
          throw error;
        });
      }
      if (state.stopped) break;
    }
    state.dispatching = false;
    return !event.defaultPrevented;
  }
}
