// SPDX-License-Identifier: GPL-2.0-or-later
// net    = NAME [ NUMBER ]          NAME one of lnd.ts, NUMBER decimal; `lo` has none
// As a number: type << 16 | NUMBER. LNet does not check NUMBER, so that a larger one runs into the type: tcp65536 is <3:0>
// (lnetconfig-api.md §3.15, golden/02_net/034).
import { findLnd, LNDS, type Lnd } from "./lnd.ts";

export interface Net {
  /** Number of the LND; with `overflow` it may be one that there is not. */
  type: number;
  number: number;
  /** As LNet prints it: `tcp` for tcp0, `<3:0>` for a type that there is not. */
  name: string;
}

/** What LNet takes for "any net", and gives for what it cannot parse. */
export const NET_ANY = 0xffffffff;

/** The net as a 32-bit number. */
export function netToNumber(net: { type: number; number: number }): number {
  return ((net.type << 16) | net.number) >>> 0;
}

/** The net of a 32-bit number; NET_ANY is `<255:65535>`, which is how the library prints it. */
export function netFromNumber(number: number): Net {
  if (number >>> 0 === NET_ANY) return { type: 255, number: 65535, name: "<255:65535>" };
  const type = number >>> 16;
  return { type, number: number & 0xffff, name: formatNet(type, number & 0xffff) };
}

/** `tcp`, `tcp1`, `<3:0>`. */
export function formatNet(type: number, number: number): string {
  const lnd = findLnd(type);
  if (lnd === undefined) return `<${type}:${number}>`;
  return number === 0 ? lnd.name : `${lnd.name}${number}`;
}

/** The LND whose name `text` begins with: the name of a net is searched like that, and no name is the beginning of another. */
export function lndOfNet(text: string): Lnd | undefined {
  return LNDS.find(({ name }) => text.startsWith(name));
}

/**
 * The net that LNet understands by `text`: undefined if it cannot be parsed. A number above 65535 is not refused but
 * spills into the type, as in LNet: `parseNet("tcp65536")` is `{type: 3, number: 0, name: "<3:0>"}`.
 */
export function parseNet(text: string): Net | undefined {
  const number = strToNet(text);
  return number === NET_ANY ? undefined : netFromNumber(number);
}

/** As libcfs_str2net: the 32-bit number of the net, or NET_ANY. */
export function strToNet(text: string): number {
  const lnd = lndOfNet(text);
  if (lnd === undefined) return NET_ANY;
  const rest = text.slice(lnd.name.length);
  if (rest === "") return netToNumber({ type: lnd.number, number: 0 });
  if (lnd.name === "lo" || !/^\d+$/.test(rest)) return NET_ANY;
  return (netToNumber({ type: lnd.number, number: 0 }) | Number(BigInt.asUintN(32, BigInt(rest)))) >>> 0;
}

/** The canonical name of a net: `tcp` of `tcp0`; undefined if LNet would not parse it, or would take it for another type. */
export function canonicalNet(text: string): string | undefined {
  const net = parseNet(text);
  return net !== undefined && net.type === lndOfNet(text)?.number ? net.name : undefined;
}
