// SPDX-License-Identifier: GPL-2.0-or-later
// The modules of one test, by name and by hash: what an agent may ask for.
import { sha256 } from "lutf:hash";

export class Code {
  readonly #load: (name: string) => string | undefined;
  readonly #hashes = new Map<string, string>();
  readonly #sources = new Map<string, string>();

  constructor(load: (name: string) => string | undefined) {
    this.#load = load;
  }

  /** The text of a module; undefined if there is none. The same for the whole test, even if the file changes. */
  source(name: string): string | undefined {
    const hash = this.#hashes.get(name);
    if (hash !== undefined) return this.#sources.get(hash);
    const text = this.#load(name);
    if (text === undefined) return undefined;
    const made = sha256(text);
    this.#hashes.set(name, made);
    this.#sources.set(made, text);
    return text;
  }

  /** What was loaded so far. */
  list(): [name: string, hash: string][] {
    return [...this.#hashes];
  }

  byHash(hash: string): string | undefined {
    return this.#sources.get(hash);
  }
}
