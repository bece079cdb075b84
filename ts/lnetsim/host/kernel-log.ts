// SPDX-License-Identifier: GPL-2.0-or-later
// The kernel log of a simulated node (dmesg). LNet's three kinds of line: a console message, one of an error with the place in the source that
// printed it, and one of a warning with its place (golden/02_net/090, 03_peer/078).
import type { Clock } from "../clock.ts";

/** Lines kept; the oldest go first, as in a kernel's ring buffer. */
const LINES = 5000;

/** How often one place may print, in seconds: what golden/02_net/090 shows (its third of four messages of one place is held back). */
const MIN_DELAY = 0.5;
const MAX_DELAY = 60;
const BACKOFF = 2;

/** A place's turn: what it prints before `next` is only counted. */
interface Limit {
  next: number;
  delay: number;
  skipped: number;
}

export class KernelLog {
  #lines: string[] = [];
  readonly #limits = new Map<string, Limit>();
  readonly #clock: Clock;
  /** The process that a message with a place names: that of the command or call being served. */
  pid = 1000;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  write(text: string): void {
    const [seconds = "", fraction = ""] = this.#clock.now.toFixed(6).split(".");
    this.#lines.push(`[${seconds.padStart(5)}.${fraction}] ${text}`);
    if (this.#lines.length > LINES) this.#lines = this.#lines.slice(-LINES);
  }

  /** `LNet: text`. */
  console(text: string): void {
    this.write(`LNet: ${text}`);
  }

  /** `LNetError: text`. What begins with the same two words is taken for one place. */
  consoleError(text: string): void {
    this.#limited("LNetError: ", text.split(/[ .]/).slice(0, 2).join(" "), text);
  }

  /** `LNet: PID:0:(place) text`; place is "file.c:line:function()". */
  warning(place: string, text: string): void {
    this.#limited(`LNet: ${this.pid}:0:(${place}) `, place, text);
  }

  /** `LNetError: PID:0:(place) text`. */
  error(place: string, text: string): void {
    this.#limited(`LNetError: ${this.pid}:0:(${place}) `, place, text);
  }

  /** A place that prints too often is held back, longer each time, and then says how often it was (golden/02_net/090). */
  #limited(head: string, place: string, text: string): void {
    const now = this.#clock.now;
    const limit = this.#limits.get(place) ?? { next: 0, delay: 0, skipped: 0 };
    this.#limits.set(place, limit);
    if (now < limit.next) {
      limit.skipped++;
      return;
    }
    const longAgo = now > limit.next + MAX_DELAY + 10;
    limit.delay = Math.min(MAX_DELAY, Math.max(MIN_DELAY, longAgo ? limit.delay / (4 * BACKOFF) : limit.delay * BACKOFF));
    limit.next = now + limit.delay;
    this.write(head + text);
    if (limit.skipped > 0) this.write(`${head}Skipped ${limit.skipped} previous similar message${limit.skipped === 1 ? "" : "s"}`);
    limit.skipped = 0;
  }

  lines(): readonly string[] {
    return this.#lines;
  }

  clear(): void {
    this.#lines = [];
  }
}
