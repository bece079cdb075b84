// SPDX-License-Identifier: GPL-2.0-or-later

/** An IPv4 address as a number; undefined if it is none. Octets are decimal, also with leading zeros. */
export function parseIpv4(text: string): number | undefined {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (match === null) return undefined;
  const octets = match.slice(1).map(Number);
  if (octets.some((octet) => octet > 255)) return undefined;
  return octets.reduce((value, octet) => value * 256 + octet, 0);
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join(".");
}

/** The eight 16-bit groups of an IPv6 address; undefined if it is none. No zone, no prefix length. */
export function parseIpv6(text: string): number[] | undefined {
  let tail: number[] = [];
  let head = text;
  const dotted = /^(.*:)([^:]*\.[^:]*)$/.exec(text);
  if (dotted !== null) {
    const ipv4 = parseIpv4(dotted[2] as string);
    if (ipv4 === undefined) return undefined;
    tail = [ipv4 >>> 16, ipv4 & 0xffff];
    head = dotted[1] as string;
    if (!head.endsWith("::")) head = head.slice(0, -1);
  }
  const halves = head.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  if (groups.flat().some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const [before, after] = groups.map((half) => half.map((group) => Number.parseInt(group, 16))) as [number[], number[] | undefined];
  const given = before.length + (after?.length ?? 0) + tail.length;
  if (after === undefined) return given === 8 ? [...before, ...tail] : undefined;
  return given < 8 ? [...before, ...new Array<number>(8 - given).fill(0), ...after, ...tail] : undefined;
}

/** As RFC 5952 wants it: lower case, the longest run of zeros (two at least, the first of equals) as `::`. */
export function formatIpv6(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
    at += length;
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  if (best.at < 0) return text(groups);
  return `${text(groups.slice(0, best.at))}::${text(groups.slice(best.at + best.length))}`;
}
