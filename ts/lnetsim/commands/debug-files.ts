// SPDX-License-Identifier: GPL-2.0-or-later
// The files of /sys/kernel/debug/lnet, which `lctl get_param` reads too: tables of LNet's state (golden/10_sys/005-033) and settings of its debug log.

import type { Lnet } from "../kernel/lnet.ts";
import { peerNiState } from "../kernel/peer-table.ts";
import type { SimulatedNode } from "../node.ts";
import { formatMask, SUBSYSTEMS, TYPES } from "./lctl/debug-masks.ts";

type Found = { text: string } | { problem: string };

const column = (value: string | number, width: number): string => String(value).padStart(width);

function nis(lnet: Lnet): string {
  const lines = lnet.allNis().map((ni) => {
    const { tunables, isLo } = ni;
    const alive = isLo ? 0 : -1;
    return `${ni.nid.padEnd(24)} ${column(ni.status, 6)} ${column(alive, 5)} ${column(isLo ? 2 : 1, 4)} ${column(tunables.peerCredits, 4)} ${column(tunables.peerBufferCredits, 4)} ${column(tunables.credits, 5)} ${column(ni.txCredits, 5)} ${column(ni.minTxCredits, 5)}\n`;
  });
  return `nid                      status alive refs peer  rtr   max    tx   min\n${lines.join("")}`;
}

function peers(lnet: Lnet): string {
  const lines = lnet.peers.allNis().map((ni) => {
    const state = peerNiState(lnet, ni);
    return `${ni.nid.padEnd(24)} ${column(ni.refcount, 4)} ${column(state, 5)} ${column(-1, 5)} ${column(ni.maxTxCredits, 5)} ${column(ni.rtrCredits, 5)} ${column(ni.minRtrCredits, 5)} ${column(ni.txCredits, 5)} ${column(ni.minTxCredits, 5)} ${ni.txQueued}\n`;
  });
  return `nid                      refs state  last   max   rtr   min    tx   min queue\n${lines.join("")}`;
}

function routers(lnet: Lnet): string {
  const gateways = lnet.peers.list().filter(({ isGateway }) => isGateway);
  const lines = gateways.map(
    (peer) =>
      `${String(peer.routerReferences + 2).padEnd(4)} ${column(peer.routerReferences, 7)} ${column(peer.alive ? "up" : "down", 5)} ${peer.primaryNid}\n`,
  );
  return `ref  rtr_ref alive router\n${lines.join("")}`;
}

function routes(lnet: Lnet): string {
  const state = lnet.routing.state === 0 ? "disabled" : "enabled";
  const lines = lnet.routes.map(
    (route) =>
      `${route.net.padEnd(8)} ${column(route.hops, 4)} ${column(route.priority, 8)} ${column(lnet.routeTable.isAlive(route) ? "up" : "down", 7)} ${route.gateway}\n`,
  );
  return `Routing ${state}\n${"net".padEnd(8)} hops priority   state router\n${lines.join("")}`;
}

function stats(lnet: Lnet): string {
  const { statistics: s } = lnet;
  const values = [
    s.msgs_alloc,
    s.msgs_max,
    s.errors,
    s.send_count,
    s.recv_count,
    s.route_count,
    s.drop_count,
    s.send_length,
    s.recv_length,
    s.route_length,
    s.drop_length,
  ];
  return `${values.join(" ")}\n`;
}

function buffers(lnet: Lnet): string {
  const lines = lnet.routing.pools.flatMap((pools) =>
    (["tiny", "small", "large"] as const).map((name) => {
      const pool = pools[name];
      return `${column(pool.npages, 5)} ${column(pool.nbuffers, 5)} ${column(pool.credits, 7)} ${column(pool.minCredits, 7)}\n`;
    }),
  );
  return `pages count credits     min\n${lines.join("")}`;
}

const ROTOR =
  "{\n\tportals: all\n\trotor: HASH_RT\n\tdescription: dispatch routed PUT message by hashing source NID for wildcard portals\n}\n";

/** Those that are there only once LNet has been configured. */
const TABLES: Readonly<Record<string, (lnet: Lnet) => string>> = {
  buffers,
  nis,
  peers,
  routers,
  routes,
  stats,
  cpu_partition_table: ({ node }) => node.cpus.cpts.map((cpus, cpt) => `${cpt}\t: ${cpus.join(" ")}\n`).join(""),
  cpu_partition_distance: ({ node }) =>
    node
      .allCpts()
      .map(
        (from) =>
          `${from}\t: ${node
            .allCpts()
            .map((to) => `${to}:${node.cpus.distance(from, to)}`)
            .join(" ")}\n`,
      )
      .join(""),
  lnet_lnd_timeout: ({ settings }) => `${settings.lndTimeout}\n`,
  portal_rotor: () => ROTOR,
};

/** Names of parameters of libcfs that stand here as links. */
const LINKS: Readonly<Record<string, string>> = {
  console_backoff: "libcfs_console_backoff",
  console_max_delay_centisecs: "libcfs_console_max_delay",
  console_min_delay_centisecs: "libcfs_console_min_delay",
  console_ratelimit: "libcfs_console_ratelimit",
  debug_mb: "libcfs_debug_mb",
  debug_path: "libcfs_debug_file_path",
  panic_on_lbug: "libcfs_panic_on_lbug",
};

const MASKS: Readonly<Record<string, { parameter: string; names: readonly string[] }>> = {
  debug: { parameter: "libcfs_debug", names: TYPES },
  printk: { parameter: "libcfs_printk", names: TYPES },
  subsystem_debug: { parameter: "libcfs_subsystem_debug", names: SUBSYSTEMS },
  subsystem_printk: { parameter: "libcfs_subsystem_printk", names: SUBSYSTEMS },
};

const FIXED: Readonly<Record<string, string>> = {
  catastrophe: "0\n",
  daemon_file: "",
  debug_log_upcall: "",
  fail_err: "0\n",
  fail_loc: "0\n",
  fail_val: "0\n",
  lnet_memused: "0\n",
  watchdog_ratelimit: "300\n",
};

const WRITE_ONLY = ["debug_marker", "dump_kernel", "force_lbug"];

/** Which module parameter a name of `lctl set_param` is; undefined: none. */
export const parameterBehind = (name: string): { parameter: string; names: readonly string[] | undefined } | undefined => {
  const mask = MASKS[name];
  if (mask) return mask;
  const link = LINKS[name];
  return link === undefined ? undefined : { parameter: link, names: undefined };
};

export function debugFileNames(node: SimulatedNode): string[] {
  if (!node.modules.isLoaded("libcfs")) return [];
  const always = [...Object.keys(LINKS), ...Object.keys(MASKS), ...Object.keys(FIXED), ...WRITE_ONLY];
  return [...always, ...(node.lnet?.configured ? Object.keys(TABLES) : [])].sort();
}

export function debugFile(node: SimulatedNode, name: string): Found {
  if (!debugFileNames(node).includes(name)) return { problem: "No such file or directory" };
  if (WRITE_ONLY.includes(name)) return { problem: "Invalid argument" };
  const table = TABLES[name];
  if (table && node.lnet) return { text: table(node.lnet) };
  const link = LINKS[name];
  if (link !== undefined) return { text: `${node.modules.readParameter("libcfs", link)}\n` };
  const mask = MASKS[name];
  if (mask) return { text: `${formatMask(Number(node.modules.readParameter("libcfs", mask.parameter)), mask.names)}\n` };
  return { text: FIXED[name] ?? "" };
}
