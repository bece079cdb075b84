// SPDX-License-Identifier: GPL-2.0-or-later
// What a router holds while it passes messages on: for each a router credit of the peer NI that it came from, then a buffer of the pool that fits it (golden/32_routing/facts.md:
// after 8 writes at once the pools were 8 lower, and the peer's credits below 0). Who finds none left waits, in order.
import type { Message } from "./message.ts";
import type { PeerNi } from "./peer.ts";
import type { PoolName } from "./routing.ts";

export interface Pool {
  readonly npages: number;
  nbuffers: number;
  /** Buffers that there are to be: fewer than there are come about as buffers are given back (lnetconfig-api.md §3.10). */
  wanted: number;
  credits: number;
  minCredits: number;
  readonly waiting: Passage[];
}

/** A message on its way through a router. */
export interface Passage {
  readonly message: Message;
  readonly from: PeerNi;
  readonly pool: Pool;
  /** Passes it on; `false`: routing has ended, and it is not. */
  readonly go: (passed: boolean) => void;
}

const PAGE = 4096;

/** What a message without content needs is only its header's place. */
export const poolFor = (length: number): PoolName => (length === 0 ? "tiny" : length <= PAGE ? "small" : "large");

export class RouterBuffers {
  /** By the peer NI whose router credit is waited for. */
  readonly #waiting = new Map<PeerNi, Passage[]>();
  readonly #held = new WeakMap<Message, Passage>();

  take(passage: Passage): void {
    const { from } = passage;
    from.rtrCredits--;
    from.minRtrCredits = Math.min(from.minRtrCredits, from.rtrCredits);
    if (from.rtrCredits >= 0) {
      this.#takeBuffer(passage);
      return;
    }
    const queue = this.#waiting.get(from);
    if (queue) queue.push(passage);
    else this.#waiting.set(from, [passage]);
  }

  #takeBuffer(passage: Passage): void {
    const { pool } = passage;
    pool.credits--;
    pool.minCredits = Math.min(pool.minCredits, pool.credits);
    if (pool.credits < 0) pool.waiting.push(passage);
    else this.#go(passage);
  }

  #go(passage: Passage): void {
    this.#held.set(passage.message, passage);
    passage.go(true);
  }

  /** The message has been passed on, or given up. `forwards`: the node is still a router; without, those that wait for the peer's credit are not passed on. */
  giveBack(message: Message, forwards: boolean): void {
    const passage = this.#held.get(message);
    if (!passage) return;
    this.#held.delete(message);
    const { pool, from } = passage;
    if (pool.credits >= pool.wanted) pool.nbuffers--;
    else {
      pool.credits++;
      if (pool.credits <= 0) this.#goNext(pool);
    }
    from.rtrCredits++;
    if (!forwards) this.#dropWaiting(from);
    else if (from.rtrCredits <= 0) {
      const next = this.#nextOf(from);
      if (next) this.#takeBuffer(next);
    }
  }

  #goNext(pool: Pool): void {
    const next = pool.waiting.shift();
    if (next) this.#go(next);
  }

  #nextOf(from: PeerNi): Passage | undefined {
    const queue = this.#waiting.get(from);
    const next = queue?.shift();
    if (queue?.length === 0) this.#waiting.delete(from);
    return next;
  }

  /** So many buffers more: those that wait get them. */
  grow(pool: Pool, more: number): void {
    const served = Math.min(more, pool.waiting.length);
    pool.nbuffers += more;
    pool.credits += more;
    pool.minCredits = pool.credits;
    for (let count = 0; count < served; count++) this.#goNext(pool);
  }

  /** Messages that wait, for a credit or for a buffer. */
  waiting(pools: readonly Pool[]): number {
    return [...this.#waiting.values(), ...pools.map((pool) => pool.waiting)].reduce((sum, queue) => sum + queue.length, 0);
  }

  /** Routing has ended: whatever waits is not passed on. */
  drop(pools: readonly Pool[]): void {
    for (const pool of pools) {
      for (const passage of pool.waiting.splice(0)) {
        pool.credits++;
        passage.from.rtrCredits++;
        passage.go(false);
      }
    }
    for (const from of [...this.#waiting.keys()]) this.#dropWaiting(from);
  }

  #dropWaiting(from: PeerNi): void {
    for (let next = this.#nextOf(from); next; next = this.#nextOf(from)) {
      from.rtrCredits++;
      next.go(false);
    }
  }
}
