// SPDX-License-Identifier: GPL-2.0-or-later
// Virtual time of the whole cluster, in seconds. It passes only by advance() and runUntil(): what LNet does later is an event on this clock,
// and events that are due at the same time run in the order in which they were asked for, so that a run can be repeated.

/** Something that will happen; cancel() takes it back. */
export class ClockEvent {
  cancelled = false;

  constructor(
    readonly at: number,
    readonly order: number,
    readonly run: () => void,
  ) {}

  cancel(): void {
    this.cancelled = true;
  }
}

/** Seconds. */
const SETTLE = 0.001;

const before = (a: ClockEvent, b: ClockEvent): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

export class Clock {
  #now: number;
  #order = 0;
  /** A binary heap: the next event is the first. */
  readonly #events: ClockEvent[] = [];

  /** `start`: seconds since the boot of the simulated nodes, as their kernel logs show it. */
  constructor(start = 100) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Runs `run` in `delay` seconds (0: as soon as time is given). */
  after(delay: number, run: () => void): ClockEvent {
    const event = new ClockEvent(this.#now + Math.max(0, delay), this.#order++, run);
    let index = this.#events.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(event, this.#events[parent]!)) break;
      this.#events[index] = this.#events[parent]!;
      index = parent;
    }
    this.#events[index] = event;
    return event;
  }

  /** Lets `seconds` pass and runs what is due in them. */
  advance(seconds: number): void {
    const end = this.#now + seconds;
    this.runUntil(() => false, end);
    this.#now = end;
  }

  /** Lets what an operation has set going come to rest: messages over links take microseconds. */
  settle(): void {
    this.advance(SETTLE);
  }

  /** Runs events until `done` or until no event is left before `end` (seconds on this clock); tells what `done` says then. Time stays at the last event. */
  runUntil(done: () => boolean, end: number): boolean {
    while (!done()) {
      const next = this.#events[0];
      if (!next || next.at > end) return done();
      this.#pop();
      if (next.cancelled) continue;
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    return true;
  }

  #pop(): void {
    const last = this.#events.pop()!;
    if (this.#events.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.#events.length) break;
      if (child + 1 < this.#events.length && before(this.#events[child + 1]!, this.#events[child]!)) child++;
      if (!before(this.#events[child]!, last)) break;
      this.#events[index] = this.#events[child]!;
      index = child;
    }
    this.#events[index] = last;
  }
}
