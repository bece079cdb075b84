// SPDX-License-Identifier: GPL-2.0-or-later
// The links of one node: whom it reaches over them, and how fast. NICs whose addresses are in one subnet are on one link.
import { parseIpv4, parseIpv6 } from "../../lnet/nid.ts";
import type { Nic } from "../host/nics.ts";
import type { Lnet } from "./lnet.ts";
import type { Ni } from "./ni.ts";
import { addressOf } from "./nid-text.ts";

/** How long a socket tries an address that nobody has, in seconds (golden/06_traffic/007: 3.3 with the command around it). */
const CONNECT_TIMEOUT = 3.1;
/** Bytes a second where the speed of the NIC is not known. */
const BANDWIDTH = 1.25e9;

/** Where a NID is: on that node, or nowhere, which is found out after so many seconds. */
export type Reached = { lnet: Lnet } | { lnet: undefined; after: number };

export class Links {
  readonly #lnet: Lnet;
  /** What is known of the links to other NIDs, while no interface changes. */
  readonly #known = new Map<string, { target: Lnet | undefined; changes: number; linked: boolean }>();

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** An address that somebody has says at once that there is no such NID; one that nobody has says nothing. */
  reach(nid: string): Reached {
    const target = this.#lnet.node.cluster.findNi(nid)?.lnet;
    if (!this.#isLinked(nid, target)) return { lnet: undefined, after: CONNECT_TIMEOUT };
    return target ? { lnet: target } : { lnet: undefined, after: 0 };
  }

  /** Seconds that so many bytes are on their way from an NI to a node; to another NI of its own a node needs no link. */
  seconds(ni: Ni, to: Lnet, bytes: number): number {
    const latency = to === this.#lnet ? 0 : this.#lnet.node.cluster.linkLatency;
    return latency + bytes / this.#bandwidth(ni);
  }

  #bandwidth(ni: Ni): number {
    const speed = this.#lnet.node.nics.find(ni.interfaces[0] ?? "")?.speed;
    return speed === undefined ? BANDWIDTH : (speed * 1e6) / 8;
  }

  /** Whether somebody on a link of ours has the NID's address. */
  #isLinked(nid: string, target: Lnet | undefined): boolean {
    const { cluster } = this.#lnet.node;
    const known = this.#known.get(nid);
    if (known !== undefined && known.target === target && known.changes === cluster.linkChanges) return known.linked;
    const linked = this.#findLink(addressOf(nid), target);
    this.#known.set(nid, { target, changes: cluster.linkChanges, linked });
    return linked;
  }

  #findLink(address: string, target: Lnet | undefined): boolean {
    if (/^\d+$/.test(address)) return target !== undefined;
    const node = target?.node ?? [...this.#lnet.node.cluster.nodes.values()].find(({ nics }) => nics.withAddress(address));
    const nic = node?.nics.withAddress(address);
    return nic?.up === true && this.#lnet.node.nics.list().some((own) => own.up && (own === nic || onOneLink(own, nic)));
  }
}

/** They have addresses of one subnet. */
function onOneLink(a: Nic, b: Nic): boolean {
  if (a.kind !== b.kind) return false;
  return (
    a.ipv4.some((one) =>
      b.ipv4.some((other) => one.prefix === other.prefix && sharesPrefix(ipv4Groups(one.address), ipv4Groups(other.address), one.prefix)),
    ) ||
    a.ipv6.some((one) =>
      b.ipv6.some((other) => one.prefix === other.prefix && sharesPrefix(parseIpv6(one.address), parseIpv6(other.address), one.prefix)),
    )
  );
}

/** Two groups of 16 bits. */
function ipv4Groups(address: string): number[] | undefined {
  const number = parseIpv4(address);
  return number === undefined ? undefined : [number >>> 16, number & 0xffff];
}

/** Of addresses as groups of 16 bits. */
function sharesPrefix(a: readonly number[] | undefined, b: readonly number[] | undefined, prefix: number): boolean {
  if (!a || !b) return false;
  return a.every((group, index) => {
    const bits = Math.min(16, Math.max(0, prefix - 16 * index));
    return group >>> (16 - bits) === b[index]! >>> (16 - bits);
  });
}
