// SPDX-License-Identifier: GPL-2.0-or-later
// Text to bytes and back, whole and in pieces that cut characters in two; what is no UTF-8 becomes U+FFFD as the standard says.
import { expect } from "lutf";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

export function run(): void {
  const text = "Grüße, 世界 😀\u0000.";
  const encoded = new TextEncoder().encode(text);
  expect(encoded.length).toBe(22);
  expect(new TextDecoder().decode(encoded)).toBe(text);
  expect([...new TextEncoder().encode("a\ud800b")]).toEqual([0x61, 0xef, 0xbf, 0xbd, 0x62]);
  expect([...new TextEncoder().encode()]).toEqual([]);

  for (let size = 1; size < 6; size++) {
    const decoder = new TextDecoder();
    let joined = "";
    for (let at = 0; at < encoded.length; at += size) joined += decoder.decode(encoded.subarray(at, at + size), { stream: true });
    expect(joined + decoder.decode()).toBe(text);
  }

  // Of the Unicode standard, table 3-8 and following.
  expect(new TextDecoder().decode(bytes(0xc0, 0xaf, 0xe0, 0x80, 0xbf, 0xf0, 0x81, 0x82, 0x41))).toBe(`${"\ufffd".repeat(8)}A`);
  expect(new TextDecoder().decode(bytes(0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf, 0xed, 0xaf, 0x41))).toBe(`${"\ufffd".repeat(8)}A`);
  expect(new TextDecoder().decode(bytes(0xf4, 0x91, 0x92, 0x93, 0xff, 0x41, 0x80, 0xbf, 0x42))).toBe(
    "\ufffd\ufffd\ufffd\ufffd\ufffdA\ufffd\ufffdB",
  );
  expect(new TextDecoder().decode(bytes(0xe1, 0x80, 0xe2, 0xf0, 0x91, 0x92, 0xf1, 0xbf, 0x41))).toBe("\ufffd\ufffd\ufffd\ufffdA");

  const strict = new TextDecoder("utf8", { fatal: true });
  expect(() => strict.decode(bytes(0x41, 0xff))).toThrow(
    expect.objectContaining({ name: "TypeError", code: "ERR_ENCODING_INVALID_ENCODED_DATA" }),
  );
  expect(() => strict.decode(bytes(0xe4, 0xb8))).toThrow(TypeError);
  expect(new TextDecoder().decode(bytes(0xef, 0xbb, 0xbf, 0x41))).toBe("A");
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x41))).toBe("\ufeffA");
  expect(new TextDecoder("utf-16le").decode(bytes(0x41, 0, 0x3d, 0xd8, 0, 0xde))).toBe("A😀");
  expect(new TextDecoder().encoding).toBe("utf-8");
  expect(() => new TextDecoder("klingon")).toThrow(expect.objectContaining({ name: "RangeError", code: "ERR_ENCODING_NOT_SUPPORTED" }));
  expect(new TextDecoder().decode(new DataView(encoded.buffer, encoded.byteOffset + 8, 0))).toBe("");
  expect(new TextEncoder().encodeInto("aü😀", new Uint8Array(4))).toEqual({ read: 2, written: 3 });
}
