// SPDX-License-Identifier: GPL-2.0-or-later

export type Role = "mgs" | "mds" | "oss" | "client" | "router";
export type InterfaceKind = "tcp" | "o2ib" | "kfi" | "gni";

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

/** The LNet of a node. */
export type LnetDescription = {
  /** "none": there is neither Lustre nor a simulator. */
  provider: "real" | "simulated" | "none";
  /** "2.12", "2.15a" …, or "unknown", as of `lutf/lnet`. */
  generation: string;
  /** Of Lustre, "2.17.0"; "" if it is not known. */
  version: string;
};

/** A node as its hello describes it. */
export type NodeDescription = {
  name: string;
  host: string;
  /** True for the master. */
  master?: boolean;
  roles: Role[];
  /** Of the simulated node, if its LNet is simulated. */
  interfaces: NetworkInterface[];
  /** CPU partitions of its LNet; absent where nothing says so. */
  cpts?: number;
  lnet?: LnetDescription;
};
