// SPDX-License-Identifier: GPL-2.0-or-later
// SIGINT, SIGTERM, SIGHUP: the first ends what runs and writes the results, a second one ends the process at once.
import { exit, onSignal, write } from "lutf:global";
import { exitCode } from "./exit-codes.ts";

export class Interrupt {
  /** The first signal that came. */
  signal: string | undefined;
  /** Resolves with it. */
  readonly arrived: Promise<string>;
  #listeners: ((signal: string) => void)[] = [];

  constructor() {
    this.arrived = new Promise((resolve) => {
      onSignal((name) => {
        if (this.signal !== undefined) exit(exitCode.interrupted);
        this.signal = name;
        write(2, `\n${name}: ending the tests that run; once more to end at once\n`);
        resolve(name);
        for (const listener of this.#listeners) listener(name);
      });
    });
  }

  /** Calls listener at the first signal; at once if it came already. */
  onFirst(listener: (signal: string) => void): void {
    if (this.signal !== undefined) listener(this.signal);
    else this.#listeners.push(listener);
  }
}
