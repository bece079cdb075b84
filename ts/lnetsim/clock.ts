// SPDX-License-Identifier: GPL-2.0-or-later
// Virtual time of the whole cluster, in seconds. It passes only by advance() and runUntil(): what LNet does later is an event on this clock,
// and events that are due at the same time run in the order in which they were asked for, so that a run can be repeated.

/** Something that will happen; cancel() takes it back. */
export class ClockEvent {
  /** It has been run or taken back. */
  over = false;

  constructor(
    readonly at: number,
    readonly order: number,
    readonly run: () => void,
    private readonly takenBack: () => void,
  ) {}

  cancel(): void {
    if (this.over) return;
    this.over = true;
    this.takenBack();
  }
}

/** Seconds. */
const SETTLE = 0.001;

export class Clock {
  #now: number;
  #order = 0;
  /** A binary heap: the next event is the first. */
  #events: ClockEvent[] = [];
  /** Events in the heap that were taken back. */
  #dead = 0;
  readonly #takenBack = (): void => {
    this.#dead++;
    // Most time-outs are taken back long before they are due: without them the heap stays small.
    if (this.#dead > 64 && this.#dead * 2 > this.#events.length) this.#sweep();
  };

  /** `start`: seconds since the boot of the simulated nodes, as their kernel logs show it. */
  constructor(start = 100) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Runs `run` in `delay` seconds (0: as soon as time is given). */
  after(delay: number, run: () => void): ClockEvent {
    const event = new ClockEvent(this.#now + Math.max(0, delay), this.#order++, run, this.#takenBack);
    const events = this.#events;
    let index = events.push(event) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = events[parent]!;
      // Of two at one time the one that was asked for first; this one is the last.
      if (above.at <= event.at) break;
      events[index] = above;
      index = parent;
    }
    events[index] = event;
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
      if (next.over) {
        this.#dead--;
        continue;
      }
      next.over = true;
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    return true;
  }

  #pop(): void {
    const last = this.#events.pop()!;
    if (this.#events.length > 0) this.#sink(last, 0);
  }

  /** Puts an event where it belongs from `index`, which is free, downwards. */
  #sink(event: ClockEvent, from: number): void {
    const events = this.#events;
    const { length } = events;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      let least = events[child]!;
      if (child + 1 < length) {
        const other = events[child + 1]!;
        if (other.at < least.at || (other.at === least.at && other.order < least.order)) {
          least = other;
          child++;
        }
      }
      if (event.at < least.at || (event.at === least.at && event.order < least.order)) break;
      events[index] = least;
      index = child;
    }
    events[index] = event;
  }

  #sweep(): void {
    this.#events = this.#events.filter(({ over }) => !over);
    this.#dead = 0;
    for (let index = (this.#events.length >> 1) - 1; index >= 0; index--) this.#sink(this.#events[index]!, index);
  }
}
