// SPDX-License-Identifier: GPL-2.0-or-later

/** Global settings of LNet, with their names in `lnetctl global show` (lnetconfig-api.md §3.11). */
export interface GlobalSettings {
  /** Distance within which NUMA nodes count as near: any u32. Default 0. */
  numa_range: number;
  /** NIs of the node at most; less than 16 becomes 200. Default 200. */
  max_interfaces: number;
  /** Discovery of peers, 0 or 1. Default 1. */
  discovery: number;
  /** Drops messages that come by another route than those go, 0 or 1. Default 0. */
  drop_asym_route: number;
  /** Resends, not more than transaction_timeout; refused above 0 while health_sensitivity is 0. Default 2. */
  retry_count: number;
  /** Seconds, more than retry_count. Default 150; 50 up to 2.15. */
  transaction_timeout: number;
  /** What a failure takes from the health of an NI, 0 to 1000; 0 sets retry_count to 0. Default 100. */
  health_sensitivity: number;
  /** Deprecated: taken and ignored. Default 1. */
  recovery_interval: number;
  /** Per cent, 0 to 100. Default 100. Since 2.14. */
  router_sensitivity: number;
  /** Seconds; follows from transaction_timeout and retry_count and cannot be set: (transaction_timeout - 1) / (retry_count + 1). Since 2.14. */
  lnd_timeout: number;
  /** 0 to 3. Default 3. Since 2.14. */
  response_tracking: number;
  /** Seconds, 0: for ever. Default 0. Since 2.14. */
  recovery_limit: number;
  /** Seconds, more than 0. Default 900. Since 2.16. */
  max_recovery_ping_interval: number;
}

export type SettingName = keyof GlobalSettings;

/** The library's functions for a setting. */
export interface SettingCalls {
  name: SettingName;
  show: string;
  /** Absent: it cannot be set. */
  set?: string;
  /** How `show…` spells it up to 2.14, where that differs. */
  formerly?: string;
}

/** In the order of `lnetctl global show`. */
export const SETTINGS: readonly SettingCalls[] = [
  { name: "numa_range", show: "showNumaRange", set: "configNumaRange" },
  { name: "max_interfaces", show: "showMaxIntf", set: "configMaxIntf", formerly: "max_intf" },
  { name: "discovery", show: "showDiscovery", set: "configDiscovery" },
  { name: "drop_asym_route", show: "showDropAsymRoute", set: "configDropAsymRoute" },
  { name: "retry_count", show: "showRetryCount", set: "configRetryCount" },
  { name: "transaction_timeout", show: "showTransactionTo", set: "configTransactionTo" },
  { name: "health_sensitivity", show: "showHsensitivity", set: "configHsensitivity" },
  { name: "recovery_interval", show: "showRecovIntrv", set: "configRecovIntrv" },
  { name: "router_sensitivity", show: "showRtrSensitivity", set: "configRtrSensitivity" },
  { name: "lnd_timeout", show: "showLndTimeout" },
  { name: "response_tracking", show: "showResponseTracking", set: "configResponseTracking" },
  { name: "recovery_limit", show: "showRecoveryLimit", set: "configRecoveryLimit" },
  {
    name: "max_recovery_ping_interval",
    show: "showMaxRecoveryPingInterval",
    set: "configMaxRecoveryPingInterval",
  },
];
