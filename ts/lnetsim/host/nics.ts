// SPDX-License-Identifier: GPL-2.0-or-later
// The network interfaces of a simulated node, as `ip link` and `ip addr` see them. LNet hears of every change.

/** Which LND drives it: an Ethernet interface serves tcp; lo is nobody's. */
export type NicKind = "tcp" | "o2ib" | "kfi" | "gni" | "loopback";

export interface NicAddress {
  /** "10.1.1.1" or "fd00:1::1". */
  address: string;
  prefix: number;
}

export interface Nic {
  readonly name: string;
  readonly kind: NicKind;
  /** Administratively up (`ip link set up`). */
  up: boolean;
  ipv4: NicAddress[];
  ipv6: NicAddress[];
  /** Mbit/s; undefined: unknown. */
  readonly speed: number | undefined;
  readonly numaNode: number;
  /** The hardware's own address, for kfi and gni: a number. */
  readonly hardware: number | undefined;
}

export class Nics {
  readonly #nics = new Map<string, Nic>();
  readonly #listeners = new Set<(nic: Nic) => void>();

  constructor(nics: readonly Nic[]) {
    this.add({
      ...plainNic("lo"),
      kind: "loopback",
      up: true,
      ipv4: [{ address: "127.0.0.1", prefix: 8 }],
      ipv6: [{ address: "::1", prefix: 128 }],
    });
    for (const nic of nics) this.add({ ...nic, ipv4: [...nic.ipv4], ipv6: [...nic.ipv6] });
  }

  list(): Nic[] {
    return [...this.#nics.values()];
  }

  find(name: string): Nic | undefined {
    return this.#nics.get(name);
  }

  withAddress(address: string): Nic | undefined {
    return this.list().find(({ ipv4, ipv6 }) => [...ipv4, ...ipv6].some((one) => one.address === address));
  }

  add(nic: Nic): void {
    this.#nics.set(nic.name, nic);
  }

  /** False: there is none of that name. */
  remove(name: string): boolean {
    const nic = this.#nics.get(name);
    if (!nic) return false;
    this.#nics.delete(name);
    nic.up = false;
    this.#tell(nic);
    return true;
  }

  setUp(nic: Nic, up: boolean): void {
    if (nic.up === up) return;
    nic.up = up;
    this.#tell(nic);
  }

  addAddress(nic: Nic, address: NicAddress): void {
    const list = address.address.includes(":") ? nic.ipv6 : nic.ipv4;
    list.push(address);
    this.#tell(nic);
  }

  removeAddress(nic: Nic, address: string): boolean {
    const count = nic.ipv4.length + nic.ipv6.length;
    nic.ipv4 = nic.ipv4.filter((one) => one.address !== address);
    nic.ipv6 = nic.ipv6.filter((one) => one.address !== address);
    if (nic.ipv4.length + nic.ipv6.length === count) return false;
    this.#tell(nic);
    return true;
  }

  /** Calls listener after every change of an interface. */
  onChange(listener: (nic: Nic) => void): void {
    this.#listeners.add(listener);
  }

  #tell(nic: Nic): void {
    for (const listener of this.#listeners) listener(nic);
  }
}

/** An Ethernet interface as `ip link add` makes it: down, without address. */
export function plainNic(name: string): Nic {
  return { name, kind: "tcp", up: false, ipv4: [], ipv6: [], speed: undefined, numaNode: -1, hardware: undefined };
}
