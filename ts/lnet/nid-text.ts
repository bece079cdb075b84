// SPDX-License-Identifier: GPL-2.0-or-later
// nid = ADDRESS [ "@" net ]         without a net: tcp
// ADDRESS by the LND: IPv4, a number (decimal or 0x), anything (lo); IPv6 for tcp and efa in what the library calls a large NID.
// Every variant below is recorded in golden/library-2.17.0/v2_17_0-nid-parsing.txt.
import { formatIpv4, formatIpv6, parseIpv4, parseIpv6 } from "./ip-address.ts";
import { findLnd, type Lnd } from "./lnd.ts";
import { lndOfNet, NET_ANY, type Net, netFromNumber, netToNumber, parseNet, strToNet } from "./net.ts";

/** A NID of any kind, told apart in its parts. */
export interface Nid {
  net: Net;
  /** The address as 32 bits, or the eight groups of IPv6. */
  address: number | readonly number[];
  /** Canonical: `10.0.0.1@tcp`, `0@lo`, `16@kfi`, `2001:db8::1@tcp`. */
  text: string;
}

/** The 64 bits of "any NID", and what the library gives for what it cannot parse. */
export const NID_ANY = 0xffffffffffffffffn;

/** Turns the name of a host into an IPv4 address; the library asks the resolver of the system. */
export type Resolve = (host: string) => string | undefined;

const onlyLocalhost: Resolve = (host) => (host === "localhost" ? "127.0.0.1" : undefined);

function address32(lnd: Lnd, text: string, resolve: Resolve): number | undefined {
  if (lnd.address === "none") return 0;
  if (lnd.address === "number") return /^(0x[0-9a-f]+|\d+)$/i.test(text) ? Number(BigInt.asUintN(32, BigInt(text))) : undefined;
  const literal = parseIpv4(text);
  if (literal !== undefined || !/^[a-z]/i.test(text)) return literal;
  const resolved = resolve(text);
  return resolved === undefined ? undefined : parseIpv4(resolved);
}

function split(text: string): { address: string; net: number; lnd: Lnd } | undefined {
  const at = text.indexOf("@");
  const netText = at < 0 ? "tcp" : text.slice(at + 1);
  const net = strToNet(netText);
  const lnd = lndOfNet(netText);
  if (net === NET_ANY || lnd === undefined) return undefined;
  return { address: at < 0 ? text : text.slice(0, at), net, lnd };
}

/** As libcfs_str2nid: 64 bits, NID_ANY if it cannot be parsed; knows no IPv6. */
export function strToNid(text: string, resolve: Resolve = onlyLocalhost): bigint {
  const parts = split(text);
  if (parts === undefined) return NID_ANY;
  const address = address32(parts.lnd, parts.address, resolve);
  return address === undefined ? NID_ANY : (BigInt(parts.net) << 32n) | BigInt(address);
}

/** As libcfs_nid2str: `10.0.0.1@tcp`; `<?>` for NID_ANY; `a000001@<3:0>` for a net that there is not. */
export function nidToStr(nid: bigint): string {
  if (BigInt.asUintN(64, nid) === NID_ANY) return "<?>";
  const net = netFromNumber(Number(BigInt.asUintN(32, nid >> 32n)));
  return formatNid(net, Number(BigInt.asUintN(32, nid)));
}

function formatNid(net: Net, address: number | readonly number[]): string {
  const lnd = findLnd(net.type);
  if (typeof address !== "number") return `${formatIpv6(address)}@${net.name}`;
  if (lnd === undefined) return `${address.toString(16)}@${net.name}`;
  return `${lnd.address === "ip" || lnd.address === "ip6" ? formatIpv4(address) : address}@${net.name}`;
}

/**
 * As libcfs_strnid, which 2.16 and later use nearly everywhere: also IPv6 for tcp and efa; undefined (EINVAL) for what cannot
 * be parsed, and for loopback and link-local addresses (127.0.0.0/8, ::1, fe80::/10) that are written as addresses.
 */
export function parseNid(text: string, resolve: Resolve = onlyLocalhost): Nid | undefined {
  const parts = split(text);
  if (parts === undefined) return undefined;
  const net = netFromNumber(parts.net);
  if (parts.lnd.address === "ip6" && parts.address.includes(":")) {
    const groups = parseIpv6(parts.address);
    if (groups === undefined || isLocalIpv6(groups)) return undefined;
    return { net, address: groups, text: formatNid(net, groups) };
  }
  const address = address32(parts.lnd, parts.address, resolve);
  if (address === undefined) return undefined;
  if (parts.lnd.address === "ip6" && address >>> 24 === 127 && parseIpv4(parts.address) !== undefined) return undefined;
  return { net, address, text: formatNid(net, address) };
}

function isLocalIpv6(groups: readonly number[]): boolean {
  return ((groups[0] as number) & 0xffc0) === 0xfe80 || (groups.slice(0, 7).every((group) => group === 0) && (groups[7] as number) <= 1);
}

/** The canonical text of a NID: `10.0.0.1@tcp` of `10.0.0.1` and of `10.0.0.1@tcp0`; undefined if it is none. */
export function canonicalNid(text: string, resolve: Resolve = onlyLocalhost): string | undefined {
  return parseNid(text, resolve)?.text;
}

/** As libcfs_str2anynid: also `*`, which is NID_ANY; undefined if it cannot be parsed. */
export function strToAnyNid(text: string, resolve: Resolve = onlyLocalhost): bigint | undefined {
  if (text === "*") return NID_ANY;
  const nid = strToNid(text, resolve);
  return nid === NID_ANY ? undefined : nid;
}

/**
 * A NID of a fault rule: `*` is any, `*@tcp` any of that net, which LNet keeps as 255.255.255.255@tcp (lnetconfig-api.md §3.16).
 */
export function parseFaultNid(text: string): "*" | string | undefined {
  if (text === "*") return "*";
  const net = text.startsWith("*@") ? parseNet(text.slice(2)) : undefined;
  if (net !== undefined) return nidToStr((BigInt(netToNumber(net)) << 32n) | 0xffffffffn);
  return canonicalNid(text);
}

/** The 64 bits of a NID that is not large; undefined for IPv6. */
export function nidToNumber(nid: Nid): bigint | undefined {
  return typeof nid.address === "number" ? (BigInt(netToNumber(nid.net)) << 32n) | BigInt(nid.address) : undefined;
}

/** Whether the NID needs what LNet calls a large one: an IPv6 address. */
export function isLargeNid(text: string): boolean {
  return typeof parseNid(text)?.address === "object";
}

/** The net of a NID: `tcp1` of `10.0.0.1@tcp1`; undefined if it is none. */
export function netOfNid(text: string): string | undefined {
  return parseNid(text)?.net.name;
}
