// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §2.7, golden/20_v2_15_8: the same calls in the dialects of 2.15 and 2.17.
import { expect } from "lutf";
import { callOn, LibrarySession, printTree } from "lutf/lnetsim";
import { lab } from "./_cluster.ts";

export function run(): void {
  const answers = (lustre: string): string[] => {
    const { lnets } = lab(1, 1, lustre);
    const call = (name: string, args: Record<string, unknown>): string => {
      const session = new LibrarySession(lnets[0]!.node);
      const rc = callOn(session, `lustre_lnet_${name}`, args);
      const [, descr = ""] = /descr: ([\s\S]*?)\n?$/.exec(session.errors ? printTree(session.errors) : "") ?? [];
      return `${rc} ${descr}${session.stderr}`;
    };
    return [
      call("config_ni", { nw_descr: { nw_id: 0x20005, interfaces: ["nope0"] } }),
      call("config_ni", { nw_descr: { nw_id: 0x20005, interfaces: ["eth0"] }, global_cpts: [9] }),
      call("config_ni", { nw_descr: { nw_id: 0x20005, interfaces: [] } }),
      call("config_route", { nw: "tcp5", gw: "10.1.1.9@tcp", hops: 300 }),
      call("modify_peer", { prim_nid: "junk", is_mr: true, cmd: 3 }),
      call("modify_peer", { prim_nid: "10.1.1.9@tcp", nids: "junk", is_mr: true, cmd: 3 }),
      call("config_retry_count", { count: 9999 }),
      call("del_udsp", { idx: 3 }),
      ...(lustre === "2.17.0" ? [call("config_lnd_timeout", { timeout: 1, net_type: 0x90000 })] : []),
    ];
  };
  expect(answers("2.17.0")).toEqual([
    `-22 "couldn't query intf nope0"`,
    `-34 "cannot add network: Numerical result out of range"`,
    `-14 "missing mandatory parameters in NI config: 'interface'"`,
    "-34 invalid hop count 300, must be between 1 and 255",
    '-22 "badly formatted primary NID: junk"',
    `-22 "Unable to parse nidlist from: junk"nidrange "junk" doesn't contain '@'\n`,
    '-61 "cannot configure retry count: Invalid argument"',
    '-2 "cannot del udsp: No such file or directory"',
    '-22 "Failed to set LND timeout for net lo"',
  ]);
  expect(answers("2.15.8").slice(0, 7)).toEqual([
    `-1 "couldn't query intf nope0"`,
    `-22 "cannot add network: Invalid argument"`,
    `-2 "missing mandatory parameters in NI config: 'interface'"`,
    '-3 "invalid hop count 300, must be between 1 and 255"',
    "-1 badly formatted primary NID: junk",
    `-1 Unable to parse nidlist from: junk\n                 can't parse nidrange: "junk"\n`,
    '-5 "cannot configure retry count: Invalid argument"',
  ]);
}
