// SPDX-License-Identifier: GPL-2.0-or-later
// What a node holds memory for, as its statistics count it: messages, and trackers of the responses that are waited for.
import type { Lnet } from "./lnet.ts";

export class Allocation {
  readonly #lnet: Lnet;
  #messages = 0;
  /** Response trackers that have done their work and are freed by the next turn of the monitor that looks at them. */
  #idleTrackers = 0;
  #freeing = false;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  ofMessage(): void {
    const { statistics } = this.#lnet;
    this.#messages++;
    statistics.msgs_alloc = this.#messages;
    if (this.#messages > statistics.msgs_max) statistics.msgs_max = this.#messages;
  }

  releaseMessage(): void {
    this.#messages--;
    this.#lnet.statistics.msgs_alloc = this.#messages;
  }

  /** So many messages, one of which is counted already, are there for a moment. */
  atOnce(messages: number): void {
    const { statistics } = this.#lnet;
    statistics.msgs_max = Math.max(statistics.msgs_max, this.#messages - 1 + messages);
  }

  ofTracker(): void {
    const { statistics } = this.#lnet;
    statistics.rst_alloc = (statistics.rst_alloc + 1) >>> 0;
  }

  /**
   * Trackers are freed all at once, by the monitor's next look at responses (golden/06_traffic/032, 036: none was freed yet); a reset of the statistics in between leaves the count
   * below 0, as an unsigned number (golden/06_traffic/049).
   */
  retireTracker(): void {
    this.#idleTrackers++;
    if (this.#freeing) return;
    this.#freeing = true;
    const { clock, monitor } = this.#lnet;
    clock.after(monitor.looksAtResponses(clock.now) - clock.now, () => {
      const { statistics } = this.#lnet;
      statistics.rst_alloc = (statistics.rst_alloc - this.#idleTrackers) >>> 0;
      this.#idleTrackers = 0;
      this.#freeing = false;
    });
  }
}
