// SPDX-License-Identifier: GPL-2.0-or-later
import type { File } from "lutf:fs";
import { type BufferEncoding, bytesToText, chunkDecoder, textToBytes } from "./encoding.ts";
import { Stats } from "./file-stats.ts";

/** What can be written: text, bytes, or several of them. */
export type Content = string | ArrayBufferView | ArrayBuffer | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
export interface ReadStreamOptions {
  start?: number;
  end?: number;
  highWaterMark?: number;
  signal?: AbortSignal;
}

/** Files are read in pieces of this size, however large they are. */
const piece = 64 * 1024;

export function contentBytes(content: string | ArrayBufferView | ArrayBuffer, encoding?: BufferEncoding): Uint8Array {
  if (typeof content === "string") return textToBytes(content, encoding);
  if (content instanceof Uint8Array) return content;
  if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
  if (content instanceof ArrayBuffer) return new Uint8Array(content);
  const error = new TypeError(
    `The "data" argument must be a string, bytes or an iterable of them. Received ${content === null ? "null" : typeof content}`,
  );
  throw Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

export function isIterable(content: Content): content is Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array> {
  return (
    typeof content === "object" &&
    content !== null &&
    !ArrayBuffer.isView(content) &&
    (Symbol.iterator in content || Symbol.asyncIterator in content)
  );
}

/** Seconds, from what utimes() takes: seconds, a Date or text of a number. */
export function seconds(time: number | string | Date): number {
  return time instanceof Date ? time.getTime() / 1000 : Number(time);
}

/** An open file, as node:fs/promises has it. It is closed when its realm ends; `await using file = await open(…)` closes it sooner. */
export class FileHandle {
  readonly #file: File;

  /** For open(). */
  constructor(file: File) {
    this.#file = file;
  }

  get fd(): number {
    return this.#file.fd;
  }

  /** Fills buffer from offset on; position null: where the last read ended. bytesRead 0: the end of the file. */
  async read<T extends Uint8Array>(
    buffer: T,
    offset = 0,
    length = buffer.length - offset,
    position: number | null = null,
  ): Promise<{ bytesRead: number; buffer: T }> {
    if (offset < 0 || length < 0 || offset + length > buffer.length) {
      throw Object.assign(
        new RangeError(`read: offset ${offset} and length ${length} are not within the ${buffer.length} bytes of the buffer`),
        { code: "ERR_OUT_OF_RANGE" },
      );
    }
    const bytes = await this.#file.read(length, position ?? -1);
    buffer.set(bytes, offset);
    return { bytesRead: bytes.length, buffer };
  }

  write(text: string, position?: number | null, encoding?: BufferEncoding): Promise<{ bytesWritten: number; buffer: string }>;
  write<T extends Uint8Array>(
    buffer: T,
    offset?: number,
    length?: number,
    position?: number | null,
  ): Promise<{ bytesWritten: number; buffer: T }>;
  async write(
    content: string | Uint8Array,
    first?: number | null,
    second?: number | BufferEncoding,
    third?: number | null,
  ): Promise<{ bytesWritten: number; buffer: string | Uint8Array }> {
    if (typeof content === "string") {
      const bytes = textToBytes(content, second as BufferEncoding | undefined);
      return { bytesWritten: await this.#file.write(bytes, first ?? -1), buffer: content };
    }
    const offset = first ?? 0;
    const bytes = content.subarray(offset, offset + ((second as number | undefined) ?? content.length - offset));
    return { bytesWritten: await this.#file.write(bytes, third ?? -1), buffer: content };
  }

  async #writeAll(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; ) at += await this.#file.write(at === 0 ? bytes : bytes.subarray(at), -1);
  }

  /** Writes at the file's position; with the flag "a", at its end. */
  async writeFile(content: Content, options: { encoding?: BufferEncoding } | BufferEncoding = {}): Promise<void> {
    const encoding = typeof options === "string" ? options : options.encoding;
    if (!isIterable(content) || typeof content === "string") return this.#writeAll(contentBytes(content as string, encoding));
    for await (const part of content) await this.#writeAll(contentBytes(part, encoding));
  }

  appendFile(content: Content, options: { encoding?: BufferEncoding } | BufferEncoding = {}): Promise<void> {
    return this.writeFile(content, options);
  }

  readFile(options: { encoding: BufferEncoding } | BufferEncoding): Promise<string>;
  readFile(options?: { encoding?: null } | null): Promise<Uint8Array>;
  async readFile(options?: { encoding?: BufferEncoding | null } | BufferEncoding | null): Promise<string | Uint8Array> {
    const encoding = typeof options === "string" ? options : options?.encoding;
    const parts: Uint8Array[] = [];
    let length = 0;
    for (;;) {
      const part = await this.#file.read(piece, -1);
      if (part.length === 0) break;
      parts.push(part);
      length += part.length;
    }
    const whole = new Uint8Array(length);
    for (let at = 0, i = 0; i < parts.length; at += parts[i++]!.length) whole.set(parts[i]!, at);
    return encoding ? bytesToText(whole, encoding) : whole;
  }

  /** The file in pieces, `for await`: memory for one piece only. end is the last byte, as in Node. */
  async *createReadStream({
    start,
    end = Infinity,
    highWaterMark = piece,
    signal,
  }: ReadStreamOptions = {}): AsyncGenerator<Uint8Array, void> {
    let at = start ?? 0;
    while (at <= end) {
      signal?.throwIfAborted();
      const part = await this.#file.read(Math.min(highWaterMark, end - at + 1), start === undefined ? -1 : at);
      if (part.length === 0) return;
      at += part.length;
      yield part;
    }
  }

  /** The file line by line, `for await`, without the line ends. */
  async *readLines({
    encoding = "utf8",
    ...options
  }: ReadStreamOptions & { encoding?: BufferEncoding } = {}): AsyncGenerator<string, void> {
    const decode = chunkDecoder(encoding);
    let rest = "";
    for await (const part of this.createReadStream(options)) {
      const lines = (rest + decode(part)).split(/\r?\n/);
      rest = lines.pop() ?? "";
      yield* lines;
    }
    rest += decode(undefined);
    if (rest !== "") yield rest;
  }

  async stat(): Promise<Stats> {
    return new Stats(await this.#file.stat());
  }

  async sync(): Promise<void> {
    await this.#file.sync();
  }

  async datasync(): Promise<void> {
    await this.#file.datasync();
  }

  async truncate(length = 0): Promise<void> {
    await this.#file.truncate(length);
  }

  async chmod(mode: number): Promise<void> {
    await this.#file.chmod(mode);
  }

  async chown(uid: number, gid: number): Promise<void> {
    await this.#file.chown(uid, gid);
  }

  async utimes(atime: number | string | Date, mtime: number | string | Date): Promise<void> {
    await this.#file.utimes(seconds(atime), seconds(mtime));
  }

  async close(): Promise<void> {
    if (this.#file.fd >= 0) await this.#file.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
