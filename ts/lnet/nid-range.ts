// SPDX-License-Identifier: GPL-2.0-or-later
// Ranges of NIDs, as the library takes them (cfs_parse_nidlist; lnetconfig-api.md §3.15):
//
//   nidlist = range { " " range }
//   range   = addresses "@" net
//   addresses = "*" | expression "." expression "." expression "." expression     IPv4; each 0..255
//             | expression                                                        LNDs whose addresses are numbers
//             | ADDRESS [ "/" PREFIX ]                                            IPv6, or a netmask (2.17)
import { countExpression, type Expression, expressionValues, formatExpression, matchesExpression, parseExpression } from "./expression.ts";
import { formatIpv4, parseIpv4, parseIpv6 } from "./ip-address.ts";
import type { Lnd } from "./lnd.ts";
import { lndOfNet, NET_ANY, netFromNumber, strToNet } from "./net.ts";
import { type Nid, parseNid } from "./nid-text.ts";

/** Addresses of one net. */
export interface NidRange {
  /** Canonical: `tcp`. */
  net: string;
  lnd: Lnd;
  /** The text before the `@` is `*`. */
  all: boolean;
  /** Four expressions (IPv4) or one (numbers); absent for a mask and for all. */
  expressions?: Expression[];
  /** An address with a prefix length, of 4 or 16 bytes. */
  mask?: { bytes: number[]; prefix: number };
}

/** Why a text is no range: `diagnostic` is the line that the library writes to its standard error. */
export interface RangeError {
  errno: number;
  message: string;
  diagnostic?: string;
}

/** The octets of an IPv4 pattern `10.0.[0-3].*`; undefined if it is none. */
export function parseIpv4Pattern(text: string): Expression[] | undefined {
  const parts = text.split(".").map((part) => parseExpression(part, 0, 255));
  return parts.length === 4 && parts.every((part) => part !== undefined) ? parts : undefined;
}

/** Whether the IPv4 address (as a number) is one of the pattern's. */
export function matchesIpv4Pattern(pattern: readonly Expression[], address: number): boolean {
  return pattern.every((expression, index) => matchesExpression(expression, (address >>> (24 - 8 * index)) & 0xff));
}

function toBytes(address: string): number[] | undefined {
  const ipv4 = parseIpv4(address);
  if (ipv4 !== undefined) return [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 0xff);
  return parseIpv6(address)?.flatMap((group) => [group >>> 8, group & 0xff]);
}

/** `10.0.0.0/30`, `2001:db8::/32`, or an address alone; undefined if it is none. */
export function parseMask(text: string): { bytes: number[]; prefix: number } | undefined {
  const match = /^([^/]+)(?:\/(\d+))?$/.exec(text);
  const bytes = match === null ? undefined : toBytes(match[1] as string);
  if (bytes === undefined) return undefined;
  const prefix = match?.[2] === undefined ? bytes.length * 8 : Number(match[2]);
  return prefix >= 1 && prefix <= bytes.length * 8 ? { bytes, prefix } : undefined;
}

/** Whether the address (bytes) lies in the masked net. */
export function matchesMask(mask: { bytes: readonly number[]; prefix: number }, bytes: readonly number[]): boolean {
  if (mask.bytes.length !== bytes.length) return false;
  return mask.bytes.every((byte, index) => {
    const bits = Math.min(8, Math.max(0, mask.prefix - 8 * index));
    return (byte ^ (bytes[index] as number)) >>> (8 - bits) === 0;
  });
}

function parseOne(text: string): NidRange | string {
  const at = text.indexOf("@");
  if (at < 0) return `nidrange "${text}" doesn't contain '@'`;
  const netText = text.slice(at + 1).trim();
  const number = strToNet(netText);
  const lnd = lndOfNet(netText);
  if (number === NET_ANY || lnd === undefined) return `net "${netText}" is malformed`;
  const net = netFromNumber(number).name;
  const addresses = text.slice(0, at).trim();
  if (addresses === "*") return { net, lnd, all: true };
  const ip = lnd.address === "ip" || lnd.address === "ip6";
  if (ip && /^[^[]*[:/]/.test(addresses)) {
    const mask = parseMask(addresses);
    if (mask !== undefined) return { net, lnd, all: false, mask };
  } else if (ip) {
    const expressions = parseIpv4Pattern(addresses);
    if (expressions !== undefined) return { net, lnd, all: false, expressions };
  } else {
    const expression = parseExpression(addresses);
    if (expression !== undefined) return { net, lnd, all: false, expressions: [expression] };
  }
  return `Failed to parse addrrange "${addresses}" rc = -22`;
}

/** A list of ranges separated by blanks, as cfs_parse_nidlist reads it. */
export function parseNidlist(text: string): NidRange[] | RangeError {
  const ranges: NidRange[] = [];
  const words = text.split(" ").filter((word) => word !== "");
  for (const word of words) {
    const range = parseOne(word);
    if (typeof range === "string") return { errno: -22, message: `"Unable to parse nidlist from: ${text}"`, diagnostic: range };
    ranges.push(range);
  }
  return words.length > 0 ? ranges : { errno: -22, message: `"Unable to parse nidlist from: ${text}"` };
}

/** How LNet prints a range: `10.0.[0-3].[0-255]@tcp`, `*@tcp`. */
export function formatNidRange(range: NidRange): string {
  if (range.all) return `*@${range.net}`;
  if (range.expressions !== undefined) return `${range.expressions.map(formatExpression).join(".")}@${range.net}`;
  const { bytes, prefix } = range.mask as { bytes: number[]; prefix: number };
  const address = bytes.length === 4 ? bytes.join(".") : bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const text = bytes.length === 4 ? address : parseNid(`${(address.match(/..../g) as string[]).join(":")}@tcp`)?.text.slice(0, -4);
  return `${text}${prefix === bytes.length * 8 ? "" : `/${prefix}`}@${range.net}`;
}

/** Whether the NID is one of the ranges'. */
export function matchesNidlist(ranges: readonly NidRange[], nid: Nid | string): boolean {
  const parsed = typeof nid === "string" ? parseNid(nid) : nid;
  if (parsed === undefined) return false;
  return ranges.some((range) => {
    if (range.net !== parsed.net.name) return false;
    if (range.all) return true;
    const { address } = parsed;
    if (range.mask !== undefined) {
      const bytes =
        typeof address === "number"
          ? [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff)
          : address.flatMap((group) => [group >>> 8, group & 0xff]);
      return matchesMask(range.mask, bytes);
    }
    if (typeof address !== "number") return false;
    const expressions = range.expressions as Expression[];
    return expressions.length === 4 ? matchesIpv4Pattern(expressions, address) : matchesExpression(expressions[0] as Expression, address);
  });
}

/** The NIDs of a range, the last octet fastest; none for IPv6 and masks, and for all; undefined if more than `limit`. */
export function expandNidRange(range: NidRange, limit: number): string[] | undefined {
  if (range.expressions === undefined) return [];
  if (range.expressions.reduce((count, expression) => count * countExpression(expression), 1) > limit) return undefined;
  let numbers = [0];
  for (const expression of range.expressions) {
    // In the order of the ranges, not sorted: [5-7/2,1] gives 5, 7, 1.
    const values = expression.flatMap(({ low, high, stride }) => expressionValues([{ low, high, stride }], limit) ?? []);
    numbers = numbers.flatMap((number) => values.map((value) => (range.expressions?.length === 4 ? number * 256 + value : value)));
  }
  return numbers.map((number) => `${range.expressions?.length === 4 ? formatIpv4(number) : number}@${range.net}`);
}

/** NIDs that one call of the library takes at most (LNET_MAX_NIDS_PER_PEER). */
export const MAX_NIDS = 128;

/** As lustre_lnet_parse_nidstr of 2.17: the NIDs, or the errno and the message with the quotes that belong to it. */
export function parseNidstr(text: string | null, limit = MAX_NIDS): string[] | RangeError {
  if (text === null) return { errno: -22, message: "supplied nidstr is NULL" };
  if (text.includes("*")) return { errno: -22, message: `asterisk not allowed in nidstring '${text}'` };
  const ranges = parseNidlist(text);
  if (!Array.isArray(ranges)) return ranges;
  const nids: string[] = [];
  for (const range of ranges) {
    const some = expandNidRange(range, limit - nids.length);
    if (some === undefined) {
      return { errno: -22, message: `"'${text}' specifies more than the ${limit} NIDs allowed by this operation"` };
    }
    nids.push(...some);
  }
  return nids.length > 0 ? nids : { errno: -22, message: `"'${text}' did not expand to any nids"` };
}

/**
 * As lustre_lnet_parse_nid_range, which the netlink commands of 2.16 and later use: NIDs, also large ones, and IPv4 ranges,
 * separated by commas. Without a limit of NIDs; an octet above 255 is "more NIDs than allowed" (golden/03_peer/026).
 */
export function parseNidRange(text: string | null): string[] | RangeError {
  if (text === null) return { errno: -22, message: "supplied nidstr is NULL" };
  if (text.includes("*")) return { errno: -22, message: "asterisk not allowed in nidstring" };
  const nids: string[] = [];
  for (const part of splitOutsideBrackets(text)) {
    if (!part.includes("@")) return { errno: -22, message: '"Unable to parse nidlist: no valid NIDs in string"' };
    if (!part.includes("[")) {
      const nid = parseNid(part);
      if (nid === undefined) return { errno: -22, message: '"Unable to parse nidlist: invalid NID in nidstr"' };
      nids.push(nid.text);
      continue;
    }
    for (const [, low, high] of part.matchAll(/(\d+)-(\d+)/g)) {
      if (Number(low) > Number(high)) return { errno: -34, message: '"Unable to parse nidlist: range is wrong order"' };
      if (part.includes(".") && Number(high) > 255)
        return { errno: -7, message: "Unable to parse nidlist: specifies more NIDs than allowed" };
    }
    const range = parseOne(part);
    const some = typeof range === "string" ? undefined : expandNidRange(range, 65536);
    if (some === undefined || some.length === 0) return { errno: -22, message: '"Unable to parse nidlist: invalid NID in nidstr"' };
    nids.push(...some);
  }
  return nids;
}

/** The parts of a list with commas, those between brackets not counted. */
export function splitOutsideBrackets(text: string, separator = ","): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "(") depth++;
    else if (character === "]" || character === ")") depth--;
    if (character === separator && depth <= 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}

/** What a UDSP rule matches: a net, several nets of one LND, or a range of NIDs (lnetconfig-api.md §3.12). */
export interface NidPattern {
  lnd: Lnd;
  /** Numbers of nets. */
  nets: Expression;
  /** Absent: every NID of these nets. */
  addresses?: Expression[];
  /** As LNet prints it back: `tcp`, `tcp[1-3]`, `10.0.[0-3].[0-255]@tcp`. */
  text: string;
}

/** A NID or net of a UDSP rule; undefined for what LNet refuses there: `*@tcp`, IPv6, an address without a net. */
export function parseNidPattern(text: string): NidPattern | undefined {
  const at = text.indexOf("@");
  const netText = text.slice(at + 1);
  const lnd = lndOfNet(netText);
  if (lnd === undefined) return undefined;
  const number = netText.slice(lnd.name.length);
  const nets = number === "" ? [{ low: 0, high: 0, stride: 1 }] : parseExpression(number, 0, 0xffff);
  if (nets === undefined || (lnd.name === "lo" && number !== "")) return undefined;
  const name = number === "" || number === "0" ? lnd.name : `${lnd.name}${formatExpression(nets)}`;
  if (at < 0) return { lnd, nets, text: name };
  const address = text.slice(0, at);
  if (address === "" || address === "*") return undefined;
  const ip = lnd.address === "ip" || lnd.address === "ip6";
  const single = ip ? undefined : parseExpression(address);
  const addresses = ip ? parseIpv4Pattern(address) : single === undefined ? undefined : [single];
  return addresses === undefined ? undefined : { lnd, nets, addresses, text: `${addresses.map(formatExpression).join(".")}@${name}` };
}

/** Whether the NID is one of the pattern's. */
export function matchesNidPattern(pattern: NidPattern, nid: Nid | string): boolean {
  const parsed = typeof nid === "string" ? parseNid(nid) : nid;
  if (parsed === undefined || !matchesNetPattern(pattern, parsed.net)) return false;
  if (pattern.addresses === undefined) return true;
  if (typeof parsed.address !== "number") return false;
  if (pattern.addresses.length === 4) return matchesIpv4Pattern(pattern.addresses, parsed.address);
  return matchesExpression(pattern.addresses[0] as Expression, parsed.address);
}

/** Whether the net is one of the pattern's, whatever addresses the pattern has. */
export function matchesNetPattern(pattern: NidPattern, net: { type: number; number: number }): boolean {
  return net.type === pattern.lnd.number && matchesExpression(pattern.nets, net.number);
}
