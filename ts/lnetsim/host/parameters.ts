// SPDX-License-Identifier: GPL-2.0-or-later
// Module parameters as files of /sys/module/MODULE/parameters: which there are, whether they may be written, and their defaults
// (golden/10_sys/001 and 003, golden/20_v2_15_8 modparams; modes there too).
import type { Generation } from "../topology.ts";

export interface Parameter {
  default: string;
  /** May be written while the module is loaded (mode 644). */
  writable: boolean;
  /** bool: shown Y/N · text: as it is · else a number, as the kernel reads and shows its type. */
  type: "int" | "uint" | "text" | "ulong";
}

type Table = Readonly<Record<string, Parameter>>;

const ro = (value: string | number, type: Parameter["type"] = typeof value === "number" ? "int" : "text"): Parameter => ({
  default: String(value),
  writable: false,
  type,
});
const rw = (value: string | number, type: Parameter["type"] = typeof value === "number" ? "int" : "text"): Parameter => ({
  default: String(value),
  writable: true,
  type,
});

const LIBCFS: Table = {
  client_encryption_engine: ro("aes-ni"),
  cpu_npartitions: ro(0),
  cpu_pattern: ro("N"),
  libcfs_console_backoff: rw(2, "uint"),
  libcfs_console_max_delay: rw(6000, "uint"),
  libcfs_console_min_delay: rw(5, "uint"),
  libcfs_console_ratelimit: rw(1, "uint"),
  libcfs_debug: rw(319686016),
  libcfs_debug_file_path: rw("/tmp/lustre-log"),
  libcfs_debug_mb: rw(11),
  libcfs_panic_on_lbug: rw(1, "uint"),
  libcfs_printk: rw(33948672),
  libcfs_reserved_cache: rw(0),
  libcfs_subsystem_debug: rw(-1),
  libcfs_subsystem_printk: rw(0),
  num_prealloc_crypto_ctxs: ro(128, "uint"),
  num_prealloc_crypto_pages: ro(32, "uint"),
};

/** Those of both generations; `since` 2.17 only: see parametersOf(). */
const LNET: Table = {
  accept: ro("secure"),
  accept_backlog: ro(127),
  accept_port: ro(988),
  accept_port_bulk: ro(988),
  accept_timeout: rw(5),
  alive_router_check_interval: rw(60),
  auto_down: ro(1),
  avoid_asym_router_failure: rw(1),
  check_routers_before_use: ro(0),
  config_on_load: ro(0),
  cpu_npartitions: ro(0),
  cpu_pattern: ro("N"),
  dead_router_check_interval: ro(-2147483648),
  enable_sysctl_setup: rw(0),
  forwarding: ro(""),
  ip2nets: ro(""),
  large_router_buffers: ro(0),
  live_router_check_interval: ro(-2147483648),
  lnet_drop_asym_route: rw(0, "ulong"),
  lnet_health_sensitivity: rw(100, "ulong"),
  lnet_interfaces_max: rw(200),
  lnet_max_recovery_ping_interval: rw(900, "ulong"),
  lnet_numa_range: ro(0, "uint"),
  lnet_peer_discovery_disabled: rw(0, "ulong"),
  lnet_recovery_interval: rw(1, "ulong"),
  lnet_recovery_limit: rw(0, "uint"),
  lnet_response_tracking: rw(3, "ulong"),
  lnet_retry_count: rw(2, "ulong"),
  lnet_transaction_timeout: rw(150, "ulong"),
  local_nid_dist_zero: ro(1),
  lock_prim_nid: ro(1),
  networks: ro(""),
  peer_buffer_credits: ro(0),
  portal_rotor: rw(3),
  rnet_htable_size: ro(128),
  router_ping_timeout: rw(50),
  router_sensitivity_percentage: rw(100, "ulong"),
  routes: ro(""),
  small_router_buffers: ro(0),
  tiny_router_buffers: ro(0),
  use_tcp_bonding: ro(0),
};

const NOT_IN_2_15 = ["accept_port_bulk", "enable_sysctl_setup", "lnet_max_recovery_ping_interval"];

const KSOCKLND: Table = {
  conns_per_peer: rw(0),
  credits: ro(256),
  eager_ack: rw(0),
  enable_csum: rw(0),
  enable_irq_affinity: rw(0),
  inject_csum_error: rw(0),
  keepalive: rw(30),
  keepalive_count: rw(5),
  keepalive_idle: rw(30),
  keepalive_intvl: rw(5),
  max_reconnectms: rw(60000),
  min_bulk: rw(1024),
  min_reconnectms: rw(1000),
  nagle: rw(0),
  nconnds: ro(4),
  nconnds_max: ro(64),
  nonblk_zcack: rw(1),
  nscheds: ro(0),
  peer_buffer_credits: ro(0),
  peer_credits: ro(8),
  peer_timeout: ro(180),
  round_robin: rw(1),
  rx_buffer_size: rw(0),
  skip_mr_route_setup: ro(0),
  sock_timeout: rw(50),
  tos: ro(-1),
  tx_buffer_size: rw(0),
  typed_conns: ro(1),
  zc_min_payload: rw(16384),
  zc_recv: rw(0),
  zc_recv_min_nfrags: rw(16),
};

/** lnetconfig-api.md §5. */
const KO2IBLND: Table = {
  service: ro(987),
  cksum: rw(0),
  timeout: rw(50),
  nscheds: ro(0),
  conns_per_peer: rw(1),
  ntx: ro(512),
  credits: ro(256),
  peer_credits: ro(8),
  peer_credits_hiw: ro(0),
  peer_buffer_credits: ro(0),
  peer_timeout: ro(180),
  map_on_demand: ro(1),
  concurrent_sends: ro(0),
  fmr_pool_size: ro(512),
  fmr_flush_trigger: ro(384),
  fmr_cache: ro(1),
  tos: ro(-1),
};

const KKFILND: Table = {
  kfi_timeout: rw(125),
  credits: ro(512),
  peer_credits: ro(16),
  peer_buffer_credits: ro(-1),
  peer_timeout: ro(-1),
  prov_major_version: ro(1),
  prov_minor_version: ro(0),
  auth_key: ro(255),
  traffic_class: ro("best_effort"),
};

const KGNILND: Table = { timeout: rw(60), credits: ro(512), peer_credits: ro(16), peer_buffer_credits: ro(0), peer_timeout: ro(180) };

const LNET_SELFTEST: Table = {
  brw_inject_errors: rw(0),
  brw_srv_workitems: ro(2048),
  ping_srv_workitems: ro(2048),
  rpc_timeout: rw(64),
  session_timeout: ro(100),
};

const TABLES: Readonly<Record<string, Table>> = {
  libcfs: LIBCFS,
  lnet: LNET,
  ksocklnd: KSOCKLND,
  ko2iblnd: KO2IBLND,
  kkfilnd: KKFILND,
  kgnilnd: KGNILND,
  lnet_selftest: LNET_SELFTEST,
};

/** The parameters of a module in a generation of Lustre; of a module that there is not: none. */
export function parametersOf(module: string, generation: Generation): Table {
  const table = TABLES[module] ?? {};
  if (generation !== "2.15" || module !== "lnet") return table;
  const older = Object.fromEntries(Object.entries(table).filter(([name]) => !NOT_IN_2_15.includes(name)));
  return { ...older, lnet_transaction_timeout: rw(50, "ulong") };
}
