// SPDX-License-Identifier: GPL-2.0-or-later
import { type FileHandle, mkdir, open, writeFile } from "lutf/fs";

/** The error, with the path in its message: that of a full disk has none. */
const about = (path: string, error: unknown): Error => {
  const { message } = error as Error;
  return message.includes(path) ? (error as Error) : new Error(`${path}: ${message}`, { cause: error });
};

/** A whole file. Rejects with an error that names it. */
export async function writeText(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: unknown) => {
    throw about(path, error);
  });
}

/** A file that is written beside what goes on: write() never waits; what comes while a write is under way goes with the next one. */
export class TextFile {
  readonly path: string;
  readonly #flags: string;
  #text: string[] = [];
  #sync = false;
  #busy: Promise<void> | undefined;
  #file: FileHandle | undefined;
  #error: unknown;

  /** Made at the first write, with its folder. `flags` as in fs.open. */
  constructor(path: string, flags: "w" | "wx") {
    this.path = path;
    this.#flags = flags;
  }

  /** sync: fsync after it; one fsync serves all writes that came while the one before ran. */
  write(text: string, sync = false): void {
    this.#text.push(text);
    this.#sync ||= sync;
    this.#busy ??= this.#drain();
  }

  async #open(): Promise<FileHandle> {
    await mkdir(this.path.slice(0, this.path.lastIndexOf("/")), { recursive: true });
    return open(this.path, this.#flags);
  }

  async #drain(): Promise<void> {
    try {
      this.#file ??= await this.#open();
      while (this.#text.length > 0) {
        const text = this.#text.join("");
        const sync = this.#sync;
        this.#text = [];
        this.#sync = false;
        await this.#file.writeFile(text);
        if (sync) await this.#file.datasync();
      }
    } catch (error) {
      this.#error ??= about(this.path, error);
      this.#text = [];
    } finally {
      this.#busy = undefined;
    }
  }

  /** Resolves when what was written so far is in the file. */
  async flush(): Promise<void> {
    await this.#busy;
  }

  /** Throws what went wrong with any of the writes, for example that the disk is full. */
  async close(): Promise<void> {
    await this.#busy;
    await this.#file?.close();
    if (this.#error) throw this.#error;
  }
}
