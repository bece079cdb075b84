// SPDX-License-Identifier: GPL-2.0-or-later
/** Random numbers that a seed repeats (a Weyl sequence through a 32-bit mixing function). Nothing secret depends on them. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 ≤ result < limit, whole. */
  below(limit: number): number {
    return Math.floor(this.fraction() * limit);
  }

  /** 0 ≤ result < 1. */
  fraction(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 0x100000000;
  }
}
