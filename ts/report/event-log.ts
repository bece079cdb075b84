// SPDX-License-Identifier: GPL-2.0-or-later
// events.jsonl: the run as it happens, on the disk at each test's end, and back again.
import type { Reporter, RunEvent } from "./events.ts";
import { TextFile } from "./text-file.ts";

export class EventLog implements Reporter {
  readonly #file: TextFile;

  constructor(path: string) {
    this.#file = new TextFile(path, "wx");
  }

  handle(event: RunEvent): void {
    this.#file.write(`${JSON.stringify(event)}\n`, event.event === "test-end" || event.event === "run-end");
  }

  finish(): Promise<void> {
    return this.#file.close();
  }
}

/** The events of a file, without a last line that was cut off when the master died. Throws SyntaxError for any other line that is no event. */
export function parseEvents(text: string): RunEvent[] {
  const lines = text.split("\n");
  // What follows the last newline is empty, or was being written when the master died.
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as RunEvent;
    } catch (error) {
      throw new SyntaxError(`line ${index + 1} is no event: ${(error as Error).message}`);
    }
  });
}
