// SPDX-License-Identifier: GPL-2.0-or-later
// The pipes of a child process: as much of Node's streams as a pipe needs.

import type { Child } from "lutf:process";
import EventEmitter from "eventemitter3";
import { type BufferEncoding, chunkDecoder, textToBytes } from "./encoding.ts";

interface OutputEvents {
  data: [chunk: never];
  end: [];
  close: [];
  error: [error: Error];
}

/** Standard output or error. Bytes, or text after setEncoding(). Flows when "data" is listened to, `for await` reads it, or resume() is called. */
export class ChildOutput extends EventEmitter<OutputEvents> {
  readonly #child: Child;
  readonly #fd: 1 | 2;
  #decode: ((chunk: Uint8Array | undefined) => string | Uint8Array) | undefined;
  #flowing: boolean | undefined;
  #ended = false;

  /** For ChildProcess. */
  constructor(child: Child, fd: 1 | 2) {
    super();
    this.#child = child;
    this.#fd = fd;
  }

  /** Nothing more comes: it was read to its end, or destroyed. */
  get closed(): boolean {
    return this.#ended;
  }

  /** For ChildProcess: what the host has read; undefined: the end. */
  receive(chunk: Uint8Array | undefined): void {
    if (this.#ended) return;
    const part = this.#decode === undefined ? chunk : this.#decode(chunk);
    if (part !== undefined && part.length > 0) this.emit("data", part as never);
    if (chunk !== undefined) return;
    this.#ended = true;
    this.emit("end");
    this.emit("close");
  }

  /** For ChildProcess: the process is gone, and nobody has asked for its output. */
  drain(): void {
    if (this.#flowing === undefined) this.resume();
  }

  setEncoding(encoding: BufferEncoding): this {
    this.#decode = chunkDecoder(encoding);
    return this;
  }

  override on<E extends keyof OutputEvents>(event: E, listener: EventEmitter.EventListener<OutputEvents, E>): this {
    super.on(event, listener);
    if (event === "data" && this.#flowing !== false) this.resume();
    return this;
  }

  override addListener<E extends keyof OutputEvents>(event: E, listener: EventEmitter.EventListener<OutputEvents, E>): this {
    return this.on(event, listener);
  }

  resume(): this {
    this.#flowing = true;
    if (!this.#ended) this.#child.resume(this.#fd);
    return this;
  }

  pause(): this {
    this.#flowing = false;
    if (!this.#ended) this.#child.pause(this.#fd);
    return this;
  }

  isPaused(): boolean {
    return this.#flowing === false;
  }

  /** Nobody wants the rest. */
  destroy(): this {
    if (this.#ended) return this;
    this.#ended = true;
    this.#child.close(this.#fd);
    this.emit("close");
    return this;
  }

  /** Each piece as it comes; the child waits while one is being looked at. */
  async *[Symbol.asyncIterator](): AsyncGenerator<string | Uint8Array, void> {
    const parts: (string | Uint8Array)[] = [];
    let wake: () => void = () => undefined;
    this.on("data", (part) => {
      parts.push(part);
      this.pause();
      wake();
    });
    this.on("close", () => wake());
    try {
      for (;;) {
        while (parts.length > 0) yield parts.shift()!;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
          this.resume();
        });
      }
    } finally {
      this.destroy();
    }
  }
}

interface InputEvents {
  drain: [];
  finish: [];
  close: [];
  error: [error: Error];
}

/** Standard input. */
export class ChildInput extends EventEmitter<InputEvents> {
  readonly #child: Child;
  #waiting = 0;
  #needsDrain = false;
  #ended = false;
  #closed = false;

  /** For ChildProcess. */
  constructor(child: Child) {
    super();
    this.#child = child;
  }

  get writable(): boolean {
    return !this.#ended && !this.#closed;
  }

  /** false: much is waiting to be read by the child; "drain" tells when it is not any more. */
  write(chunk: string | Uint8Array, encoding?: BufferEncoding): boolean {
    const bytes = typeof chunk === "string" ? textToBytes(chunk, encoding) : chunk;
    if (this.#ended) {
      this.#fail(Object.assign(new Error("write after end"), { code: "ERR_STREAM_WRITE_AFTER_END" }));
      return false;
    }
    this.#waiting += bytes.length;
    const written = (): void => {
      this.#waiting -= bytes.length;
      if (this.#waiting > 0 || !this.#needsDrain) return;
      this.#needsDrain = false;
      this.emit("drain");
    };
    this.#send(bytes).then(written, (error: Error) => {
      written();
      this.#fail(error);
    });
    this.#needsDrain ||= this.#waiting >= 16 * 1024;
    return !this.#needsDrain;
  }

  async #send(bytes: Uint8Array): Promise<void> {
    await this.#child.write(bytes);
  }

  /** As in Node, an error that nobody listens to is an uncaught one. */
  #fail(error: Error): void {
    if (this.listenerCount("error") === 0) {
      queueMicrotask(() => {
        throw error;
      });
    }
    this.emit("error", error);
    this.close();
  }

  /** The child reads to its end. */
  end(chunk?: string | Uint8Array, encoding?: BufferEncoding): this {
    if (chunk !== undefined) this.write(chunk, encoding);
    if (this.#ended) return this;
    this.#ended = true;
    this.#child.end();
    this.emit("finish");
    return this;
  }

  destroy(): this {
    this.#ended = true;
    this.#child.close(0);
    this.close();
    return this;
  }

  /** For ChildProcess: it is gone. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.emit("close");
  }
}
