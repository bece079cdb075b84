// SPDX-License-Identifier: GPL-2.0-or-later
// TextEncoder and TextDecoder of the Encoding standard, for UTF-8 and UTF-16LE.
import { decode, encode } from "lutf:text";

export class TextEncoder {
  readonly encoding = "utf-8";

  encode(text = ""): Uint8Array {
    return encode(String(text));
  }

  /** As many whole characters as fit into target. */
  encodeInto(text: string, target: Uint8Array): { read: number; written: number } {
    const bytes = encode(text);
    let written = bytes.length;
    if (written > target.length) {
      written = target.length;
      while (written > 0 && (bytes[written]! & 0xc0) === 0x80) written--;
    }
    target.set(written === bytes.length ? bytes : bytes.subarray(0, written));
    return { read: written === bytes.length ? text.length : decode(bytes.subarray(0, written), false, false)![0].length, written };
  }
}

const labels: { [label: string]: "utf-8" | "utf-16le" } = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "unicode-1-1-utf-8": "utf-8",
  "utf-16le": "utf-16le",
  "utf-16": "utf-16le",
  "ucs-2": "utf-16le",
};

/** Any view of bytes as bytes. */
export function bytesOf(view: ArrayBuffer | ArrayBufferView): Uint8Array {
  if (view instanceof Uint8Array) return view;
  return ArrayBuffer.isView(view) ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength) : new Uint8Array(view);
}

function join(head: Uint8Array, tail: Uint8Array): Uint8Array {
  if (head.length === 0) return tail;
  const joined = new Uint8Array(head.length + tail.length);
  joined.set(head);
  joined.set(tail, head.length);
  return joined;
}

const nothing = new Uint8Array(0);

export class TextDecoder {
  readonly encoding: string;
  readonly fatal: boolean;
  readonly ignoreBOM: boolean;
  /** Of a character that the last call with `stream` cut in two. */
  #rest = nothing;
  #begun = false;

  constructor(label = "utf-8", { fatal = false, ignoreBOM = false }: { fatal?: boolean; ignoreBOM?: boolean } = {}) {
    const encoding = labels[String(label).trim().toLowerCase()];
    if (encoding === undefined) {
      throw Object.assign(new RangeError(`The "${label}" encoding is not supported`), { code: "ERR_ENCODING_NOT_SUPPORTED" });
    }
    this.encoding = encoding;
    this.fatal = fatal;
    this.ignoreBOM = ignoreBOM;
  }

  /** stream: more comes; a character that is cut off at the end is kept for the next call. */
  decode(input: ArrayBuffer | ArrayBufferView = nothing, { stream = false }: { stream?: boolean } = {}): string {
    const bytes = join(this.#rest, bytesOf(input));
    const result = (this.encoding === "utf-8" ? decode : decodeUtf16)(bytes, this.fatal, stream);
    if (result === undefined) {
      this.#rest = nothing;
      this.#begun = false;
      throw Object.assign(new TypeError(`The encoded data was not valid for encoding ${this.encoding}`), {
        code: "ERR_ENCODING_INVALID_ENCODED_DATA",
      });
    }
    let [text] = result;
    this.#rest = result[1] === bytes.length ? nothing : bytes.slice(result[1]);
    if (!this.#begun && !this.ignoreBOM && text.startsWith("\ufeff")) text = text.slice(1);
    this.#begun = stream && (this.#begun || result[1] > 0);
    return text;
  }
}

function decodeUtf16(bytes: Uint8Array, fatal: boolean, stream: boolean): readonly [string, number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let count = bytes.length >> 1;
  // A first half of a pair waits for the second, and an odd byte for the next.
  if (stream && count > 0 && (view.getUint16(2 * count - 2, true) & 0xfc00) === 0xd800) count--;
  const parts: string[] = [];
  for (let at = 0; at < count; at += 4096) {
    parts.push(String.fromCharCode(...Array.from({ length: Math.min(4096, count - at) }, (_, i) => view.getUint16(2 * (at + i), true))));
  }
  const text = parts.join("");
  const odd = !stream && bytes.length % 2 === 1;
  if (fatal && (odd || !text.isWellFormed())) return undefined;
  return [text.toWellFormed() + (odd ? "\ufffd" : ""), stream ? 2 * count : bytes.length];
}
