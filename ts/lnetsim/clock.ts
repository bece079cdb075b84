// SPDX-License-Identifier: GPL-2.0-or-later
// Virtual time of the whole cluster, in seconds. It passes only by advance() and runUntil(): what LNet does later is an event on this clock,
// and events that are due at the same time run in the order in which they were asked for, so that a run can be repeated.

/** Something that will happen; cancel() takes it back. */
export class ClockEvent {
  // Declared and not initialised: the clock makes one for each message, and a field with a value of its own costs a call.
  /** Those with the same delay before and after it, while it waits. */
  declare previous: ClockEvent | undefined;
  declare next: ClockEvent | undefined;

  constructor(
    readonly at: number,
    readonly order: number,
    /** undefined: it has been run or taken back. */
    public run: (() => void) | undefined,
    private readonly queue: Queue,
  ) {}

  cancel(): void {
    if (!this.run) return;
    this.run = undefined;
    this.queue.remove(this);
  }
}

/**
 * Events with one delay, in the order in which they were asked for, which is that in which they are due. Few delays are in use at a time, and most time-outs are taken back
 * long before they are due: each costs the same however many wait.
 */
class Queue {
  first: ClockEvent | undefined;
  last: ClockEvent | undefined;
  /** Its place in the clock's heap; -1: it is empty, and not there. */
  place = -1;

  constructor(
    readonly delay: number,
    private readonly clock: Clock,
  ) {}

  add(event: ClockEvent): void {
    event.previous = this.last;
    if (this.last) this.last.next = event;
    else this.first = event;
    this.last = event;
  }

  remove(event: ClockEvent): void {
    const { previous, next } = event;
    if (next) next.previous = previous;
    else this.last = previous;
    if (previous) previous.next = next;
    else {
      this.first = next;
      this.clock.firstChanged(this);
    }
    event.previous = undefined;
    event.next = undefined;
  }
}

/** Seconds. */
const SETTLE = 0.001;

/** Delays that are remembered while nothing waits for them. */
const DELAYS = 64;

export class Clock {
  #now: number;
  #order = 0;
  readonly #queues = new Map<number, Queue>();
  /** Those in which something waits, as a binary heap: the next event is the first of the first. */
  readonly #heap: Queue[] = [];

  /** `start`: seconds since the boot of the simulated nodes, as their kernel logs show it. */
  constructor(start = 100) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** Runs `run` in `delay` seconds (0: as soon as time is given). */
  after(delay: number, run: () => void): ClockEvent {
    const wait = Math.max(delay, 0);
    let queue = this.#queues.get(wait);
    if (!queue) {
      queue = new Queue(wait, this);
      this.#queues.set(wait, queue);
    }
    const event = new ClockEvent(this.#now + wait, this.#order++, run, queue);
    queue.add(event);
    if (queue.place < 0) this.#rise(queue, this.#heap.length);
    return event;
  }

  /** Lets `seconds` pass and runs what is due in them. */
  advance(seconds: number): void {
    const end = this.#now + seconds;
    while (this.#runNext(end));
    this.#now = end;
  }

  /** Lets what an operation has set going come to rest: messages over links take microseconds. */
  settle(): void {
    this.advance(SETTLE);
  }

  /** Runs events until `done` or until no event is left before `end` (seconds on this clock); tells what `done` says then. Time stays at the last event. */
  runUntil(done: () => boolean, end: number): boolean {
    while (!done()) if (!this.#runNext(end)) return done();
    return true;
  }

  /** False: nothing is due by then. */
  #runNext(end: number): boolean {
    const event = this.#heap[0]?.first;
    if (!event || event.at > end) return false;
    const run = event.run!;
    event.cancel();
    if (event.at > this.#now) this.#now = event.at;
    run();
    return true;
  }

  /** A queue has another first event, or none any more. For queues. */
  firstChanged(queue: Queue): void {
    if (queue.first) {
      this.#sink(queue, queue.place);
      return;
    }
    const { place } = queue;
    const last = this.#heap.pop()!;
    if (last !== queue) {
      // It may belong above the free place as well as below it.
      this.#sink(last, place);
      this.#rise(last, last.place);
    }
    queue.place = -1;
    if (this.#queues.size > DELAYS) this.#queues.delete(queue.delay);
  }

  /** Puts a queue where it belongs from `index`, which is free, upwards. */
  #rise(queue: Queue, from: number): void {
    const heap = this.#heap;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent]!;
      if (!isBefore(queue, above)) break;
      heap[index] = above;
      above.place = index;
      index = parent;
    }
    heap[index] = queue;
    queue.place = index;
  }

  /** The same downwards. */
  #sink(queue: Queue, from: number): void {
    const heap = this.#heap;
    const { length } = heap;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && isBefore(heap[child + 1]!, heap[child]!)) child++;
      const below = heap[child]!;
      if (!isBefore(below, queue)) break;
      heap[index] = below;
      below.place = index;
      index = child;
    }
    heap[index] = queue;
    queue.place = index;
  }
}

/** By their first events: due earlier or, at one time, asked for earlier. */
function isBefore({ first: a }: Queue, { first: b }: Queue): boolean {
  return a!.at < b!.at || (a!.at === b!.at && a!.order < b!.order);
}
