// SPDX-License-Identifier: GPL-2.0-or-later
// The links of one node: whom it reaches over them, and how fast. NICs whose addresses are in one subnet are on one link.
import { parseIpv4, parseIpv6 } from "../../lnet/nid.ts";
import type { Nic } from "../host/nics.ts";
import { nicName } from "../topology-links.ts";
import type { Lnet } from "./lnet.ts";
import type { Ni } from "./ni.ts";
import { addressOf } from "./nid-text.ts";

/** How long a socket tries an address that nobody has, in seconds (golden/06_traffic/007: 3.3 with the command around it). */
const CONNECT_TIMEOUT = 3.1;
/** Bytes a second where the speed of the NIC is not known. */
const BANDWIDTH = 1.25e9;

/** Where a NID is: an NI of that node, or nowhere, which is found out after so many seconds. */
export type Reached = { lnet: Lnet; ni: Ni } | { lnet: undefined; after: number };

/** What becomes of a message on its link. */
export interface Fate {
  /** Seconds until it is there. */
  seconds: number;
  lost: boolean;
}

export class Links {
  readonly #lnet: Lnet;
  /** Where other NIDs are, while no interface changes: every message asks. */
  readonly #known = new Map<string, Reached>();
  #changes = -1;

  constructor(lnet: Lnet) {
    this.#lnet = lnet;
  }

  /** An address that somebody has says at once that there is no such NID; one of our subnets that nobody has says nothing; to any other there is no way (golden/31_discovery/015). */
  reach(nid: string): Reached {
    const { changes } = this.#lnet.node.cluster;
    if (changes !== this.#changes) {
      this.#known.clear();
      this.#changes = changes;
    }
    let known = this.#known.get(nid);
    if (!known) {
      known = this.#find(nid);
      this.#known.set(nid, known);
    }
    return known;
  }

  #isInSubnet(address: string): boolean {
    return this.#lnet.node.nics
      .list()
      .some(
        ({ up, ipv4, ipv6 }) =>
          up &&
          (ipv4.some((own) => sharesPrefix(ipv4Groups(own.address), ipv4Groups(address), own.prefix)) ||
            ipv6.some((own) => sharesPrefix(parseIpv6(own.address), parseIpv6(address), own.prefix))),
      );
  }

  /** Of so many bytes from an NI to another; to one of its own a node needs no link. */
  fate(ni: Ni, to: { lnet: Lnet; ni: Ni }, bytes: number): Fate {
    const { node } = this.#lnet;
    const { wire, linkLatency, random, clock } = node.cluster;
    if (to.lnet === this.#lnet) return { seconds: bytes / this.#bandwidth(ni), lost: false };
    if (wire.isPlain) return { seconds: linkLatency + bytes / this.#bandwidth(ni), lost: false };
    const nic = nicName(node.name, ni.interfaces[0] ?? "");
    const link = wire.link(nic, nicName(to.lnet.node.name, to.ni.interfaces[0] ?? ""));
    if (!link) return { seconds: linkLatency + bytes / this.#bandwidth(ni), lost: false };
    const sending = Math.max(bytes / this.#bandwidth(ni), wire.seconds(link, nic, bytes, clock.now));
    return { seconds: (link.latency ?? linkLatency) + sending, lost: link.loss > 0 && random.fraction() < link.loss };
  }

  #bandwidth(ni: Ni): number {
    const speed = this.#lnet.node.nics.find(ni.interfaces[0] ?? "")?.speed;
    return speed === undefined ? BANDWIDTH : (speed * 1e6) / 8;
  }

  #find(nid: string): Reached {
    const target = this.#lnet.node.cluster.findNi(nid);
    const address = addressOf(nid);
    if (!this.#isLinked(address, target?.lnet)) return { lnet: undefined, after: this.#isInSubnet(address) ? CONNECT_TIMEOUT : 0 };
    return target ?? { lnet: undefined, after: 0 };
  }

  /** Whether somebody on a link of ours has the address. */
  #isLinked(address: string, target: Lnet | undefined): boolean {
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
