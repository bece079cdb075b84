// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §1, §1.1, golden/liblnetconfig_nm_2.15.8.txt: a node's library has the functions of its release, and no others.
import { expect } from "lutf";
import { callLibrary, functionsLacking } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

const CALLS: Readonly<Record<string, Record<string, unknown>>> = {
  lustre_lnet_reset_stats: {},
  lustre_lnet_set_peer_state: { state: 9, lpni_nid: "10.1.1.9@tcp" },
  lustre_lnet_calc_cpt_of_nid: { nidc: "10.1.1.9@tcp", ncpts: 1 },
  lustre_lnet_enable_routing: { enable: 0 },
  lustre_lnet_config_routing: { enable: 0 },
  lustre_lnet_config_lnd_timeout: { timeout: 5, net_type: 0x20000 },
  lustre_lnet_show_max_recovery_ping_interval: {},
  lustre_lnet_parse_nid_range: { nidstr: "10.1.1.9@tcp" },
  libcfs_strnid: { str: "fd00::1@tcp" },
  yaml_lnet_configure: { flags: 0 },
};
const OLD = ["lustre_lnet_calc_cpt_of_nid", "lustre_lnet_enable_routing"];

function answeredBy(lustre: string): string[] {
  const { node } = lab(1, 1, lustre).lnets[0]!;
  const lacks = functionsLacking(lustre);
  return Object.entries(CALLS).flatMap(([name, args]) => {
    const { error } = callLibrary(node, name, args);
    expect([name, lacks.has(name)]).toEqual([name, error !== undefined]);
    if (error !== undefined)
      expect(error).toBe(`library.function: ${name} is not in liblnetconfig of Lustre ${lustre}, which ${node.name} has`);
    return error === undefined ? [name] : [];
  });
}

export function run(): void {
  const [reset, state, ...others] = Object.keys(CALLS);
  expect(answeredBy("2.17.0")).toEqual([reset, state, ...others.filter((name) => !OLD.includes(name))]);
  expect(answeredBy("2.15.8")).toEqual([reset, state, ...OLD]);
  // They came to 2.15 one by one.
  expect(answeredBy("2.15.4")).toEqual([reset, ...OLD]);
  expect(answeredBy("2.15.2")).toEqual(OLD);
}
