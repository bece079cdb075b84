// SPDX-License-Identifier: GPL-2.0-or-later
import type { Role } from "../rpc/node-description.ts";
import type { Duration } from "./duration.ts";

/** What a script needs: `export const requires: Requires = { agents: 2 }`. A cluster that lacks it makes the script a SKIP that says what is lacking. */
export interface Requires {
  /** How many agents, or how many of each role. Default 0. */
  agents?: number | Partial<Record<Role, number>>;
  /** Network interfaces of each kind that every agent must have. */
  interfaces?: { tcp?: number; o2ib?: number; kfi?: number };
  /** CPU partitions that every agent must have. */
  cpts?: number;
  /** NUMA nodes that the network interfaces of every agent must lie on. */
  numaNodes?: number;
  lnet?: { version?: `>=${string}`; provider?: "real" | "simulated" };
  /** A mounted Lustre file system. */
  fileSystem?: boolean;
  /** Time for setup, run and cleanup together. Default 60 s. */
  timeout?: Duration;
  /** For `--tag`. */
  tags?: string[];
  /** false: it finds the cluster as the script before left it, and LNet that it loads stays loaded. */
  clean?: boolean;
}
