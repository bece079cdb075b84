// SPDX-License-Identifier: GPL-2.0-or-later

export type Role = "mgs" | "mds" | "oss" | "client" | "router";
export type InterfaceKind = "tcp" | "o2ib" | "kfi";

export type NetworkInterface = {
  name: string;
  kind: InterfaceKind;
  up: boolean;
  ipv4?: string;
  ipv6?: string;
  /** Mbit/s. */
  speed?: number;
  numaNode?: number;
};

/** A node as its hello describes it. */
export type NodeDescription = {
  name: string;
  host: string;
  /** True for the master. */
  master?: boolean;
  roles: Role[];
  interfaces: NetworkInterface[];
};
