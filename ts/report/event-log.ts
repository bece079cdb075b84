// SPDX-License-Identifier: GPL-2.0-or-later
// Appends the events to events.jsonl. Writing and fsync go on beside the tests: one fsync covers every test that ended while the one before ran.
import { type FileHandle, open } from "lutf/fs";
import type { Reporter, RunEvent } from "./events.ts";

export class EventLog implements Reporter {
  readonly #file: FileHandle;
  #lines: string[] = [];
  #sync = false;
  #writing: Promise<void> | undefined;
  #error: unknown;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<EventLog> {
    return new EventLog(await open(path, "ax"));
  }

  handle(event: RunEvent): void {
    this.#lines.push(`${JSON.stringify(event)}\n`);
    if (event.event === "test-end" || event.event === "run-end") this.#sync = true;
    this.#writing ??= this.#write();
  }

  async #write(): Promise<void> {
    try {
      // A turn of the loop later: what happens at once is written at once.
      await null;
      while (this.#lines.length > 0) {
        const text = this.#lines.join("");
        this.#lines = [];
        const sync = this.#sync;
        this.#sync = false;
        await this.#file.appendFile(text);
        if (sync) await this.#file.datasync();
      }
    } catch (error) {
      this.#error ??= error;
      this.#lines = [];
    } finally {
      this.#writing = undefined;
    }
  }

  /** Throws what went wrong while writing, for example that the disk is full. */
  async finish(): Promise<void> {
    await this.#writing;
    await this.#file.close();
    if (this.#error) throw this.#error;
  }
}

/** The events of a file, without a last line that was cut off when the master died. Throws SyntaxError for any other line that is no event. */
export function parseEvents(text: string): RunEvent[] {
  const lines = text.split("\n");
  if (lines.at(-1) !== "") lines.pop();
  return lines.filter((line) => line !== "").map((line, index) => {
    try {
      return JSON.parse(line) as RunEvent;
    } catch (error) {
      throw new SyntaxError(`line ${index + 1} is no event: ${(error as Error).message}`);
    }
  });
}
