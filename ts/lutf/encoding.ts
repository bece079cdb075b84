// SPDX-License-Identifier: GPL-2.0-or-later
// Node's names of encodings, for files and pipes. Without one, bytes stay bytes.
import { decodeLatin1, encode } from "lutf:text";
import { TextDecoder } from "../globals/text.ts";

export type BufferEncoding = "utf8" | "utf-8" | "utf16le" | "utf-16le" | "latin1" | "binary" | "ascii" | "base64" | "base64url" | "hex";

interface WithBase64 {
  toBase64(options?: { alphabet: "base64url"; omitPadding: true }): string;
  toHex(): string;
}
interface FromBase64 {
  fromBase64(text: string, options?: { alphabet: "base64url" }): Uint8Array;
  fromHex(text: string): Uint8Array;
}

function unknownEncoding(encoding: string): TypeError {
  return Object.assign(new TypeError(`Unknown encoding: ${encoding}`), { code: "ERR_UNKNOWN_ENCODING" });
}

export function bytesToText(bytes: Uint8Array, encoding: BufferEncoding): string {
  const coded = bytes as unknown as WithBase64;
  switch (encoding) {
    case "utf8":
    case "utf-8":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
    case "utf16le":
    case "utf-16le":
      return new TextDecoder("utf-16le", { ignoreBOM: true }).decode(bytes);
    case "latin1":
    case "binary":
      return decodeLatin1(bytes);
    case "ascii":
      return decodeLatin1(bytes.map((byte) => byte & 0x7f));
    case "base64":
      return coded.toBase64();
    case "base64url":
      return coded.toBase64({ alphabet: "base64url", omitPadding: true });
    case "hex":
      return coded.toHex();
    default:
      throw unknownEncoding(String(encoding));
  }
}

export function textToBytes(text: string, encoding: BufferEncoding = "utf8"): Uint8Array {
  const coded = Uint8Array as unknown as FromBase64;
  switch (encoding) {
    case "utf8":
    case "utf-8":
      return encode(text);
    case "utf16le":
    case "utf-16le":
      return Uint8Array.from({ length: 2 * text.length }, (_, i) => (text.charCodeAt(i >> 1) >> (8 * (i & 1))) & 0xff);
    case "latin1":
    case "binary":
    case "ascii":
      return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
    case "base64":
      return coded.fromBase64(text);
    case "base64url":
      return coded.fromBase64(text, { alphabet: "base64url" });
    case "hex":
      return coded.fromHex(text);
    default:
      throw unknownEncoding(String(encoding));
  }
}

/** What a chunk at a time is decoded with, so that a character may be cut in two. */
export function chunkDecoder(encoding: BufferEncoding): (chunk: Uint8Array | undefined) => string {
  if (encoding.startsWith("utf")) {
    const decoder = new TextDecoder(encoding.startsWith("utf16") || encoding.startsWith("utf-16") ? "utf-16le" : "utf-8", {
      ignoreBOM: true,
    });
    return (chunk) => (chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true }));
  }
  if (!encoding.startsWith("base64")) return (chunk) => (chunk === undefined ? "" : bytesToText(chunk, encoding));
  // Three bytes are four characters.
  let rest = new Uint8Array(0);
  return (chunk) => {
    const bytes = new Uint8Array(rest.length + (chunk?.length ?? 0));
    bytes.set(rest);
    if (chunk !== undefined) bytes.set(chunk, rest.length);
    const whole = chunk === undefined ? bytes.length : bytes.length - (bytes.length % 3);
    rest = bytes.slice(whole);
    return bytesToText(bytes.subarray(0, whole), encoding);
  };
}
