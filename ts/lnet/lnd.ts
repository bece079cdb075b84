// SPDX-License-Identifier: GPL-2.0-or-later
/** The kinds of network that LNet knows (lnetconfig-api.md §3.15; golden/library-2.17.0/v2_17_0-nid-parsing.txt). */
export interface Lnd {
  number: number;
  name: string;
  /** The kernel module that drives it. */
  module: string;
  /** What stands before the `@` of its NIDs; `none`: whatever stands there is 0. `ip6`: IPv4, or IPv6 in a large NID. */
  address: "ip" | "ip6" | "number" | "none";
  /** First version of Lustre that has it. */
  since?: "2.16" | "2.17";
}

/** In the order of their numbers; 17 (tofu) is reserved and never parsed. */
export const LNDS: readonly Lnd[] = [
  { number: 2, name: "tcp", module: "ksocklnd", address: "ip6" },
  { number: 5, name: "o2ib", module: "ko2iblnd", address: "ip" },
  { number: 9, name: "lo", module: "klolnd", address: "none" },
  { number: 13, name: "gni", module: "kgnilnd", address: "number" },
  { number: 14, name: "gip", module: "kgnilnd", address: "ip" },
  { number: 15, name: "ptlf", module: "kptl4lnd", address: "number" },
  { number: 16, name: "kfi", module: "kkfilnd", address: "number", since: "2.16" },
  { number: 18, name: "efa", module: "kefalnd", address: "ip6", since: "2.17" },
  { number: 19, name: "bxi3f", module: "kbxi3lnd", address: "number", since: "2.17" },
];

/** The LND of that number or name. */
export function findLnd(which: number | string): Lnd | undefined {
  return LNDS.find(({ number, name }) => number === which || name === which);
}

/** The name of an LND as LNet prints it: `?3?` for a number that is none. */
export function lndName(number: number): string {
  return findLnd(number)?.name ?? `?${number}?`;
}
