// SPDX-License-Identifier: GPL-2.0-or-later
// Which of the library's functions a release has: the library of 2.15 lacks what came later, and that of 2.17 what went (lnetconfig-api.md §1, §1.1;
// golden/liblnetconfig_nm.txt, golden/liblnetconfig_nm_2.15.8.txt).

/** First release. What is in neither list is in all that are simulated. */
const SINCE: Readonly<Record<string, string>> = {
  lustre_lnet_reset_stats: "2.15.3",
  lustre_lnet_set_peer_state: "2.15.5",
  libcfs_nidstr_r: "2.16",
  libcfs_strnid: "2.16",
  libcfs_stranynid: "2.16",
  lustre_lnet_config_max_recovery_ping_interval: "2.16",
  lustre_lnet_free_list: "2.16",
  lustre_lnet_parse_nid_range: "2.16",
  lustre_lnet_setup_sysctl: "2.16",
  lustre_lnet_show_max_recovery_ping_interval: "2.16",
  lustre_lnet_show_peer_debug_info: "2.16",
  yaml_lnet_configure: "2.16",
  yaml_lnet_fault_rule: "2.16",
  lustre_lnet_config_lnd_timeout: "2.17",
  lustre_lnet_config_routing: "2.17",
  lustre_lnet_debug_nidlist: "2.17",
  lustre_lnet_resolve_ip2nets_rule: "2.17",
};

/** First release without it. */
const GONE: Readonly<Record<string, string>> = {
  lustre_lnet_calc_cpt_of_nid: "2.16",
  lustre_lnet_enable_routing: "2.17",
};

/** Grows with the release: "2.15.8" is 21508, "2.16" is 21600. */
function order(release: string): number {
  const [major = 0, minor = 0, patch = 0] = release.split(/[._-]/).map(Number);
  return major * 10_000 + minor * 100 + patch;
}

const lacking = new Map<string, ReadonlySet<string>>();

/** Functions of the simulator that the library of this release ("2.15.8") does not have. */
export function functionsLacking(release: string): ReadonlySet<string> {
  let names = lacking.get(release);
  if (!names) {
    const here = order(release);
    const early = Object.entries(SINCE).filter(([, first]) => here < order(first));
    const late = Object.entries(GONE).filter(([, first]) => here >= order(first));
    names = new Set([...early, ...late].map(([name]) => name));
    lacking.set(release, names);
  }
  return names;
}
