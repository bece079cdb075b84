// SPDX-License-Identifier: GPL-2.0-or-later
// Whatever sequence of valid and invalid calls a node has seen: none of them fails in the simulator itself, all that it shows is YAML, and a backup
// imported into a fresh node gives the same backup.
import { lutf } from "lutf";
import { array, assert, boolean, constantFrom, integer, oneof, option, property, record, string } from "lutf/fast-check";
import {
  Cluster,
  callOn,
  defaultTopology,
  LibrarySession,
  NotSimulatedError,
  printTree,
  RefusedError,
  type SimulatedNode,
} from "lutf/lnetsim";
import { parse } from "lutf/yaml";

const nid = oneof(
  constantFrom(
    "10.1.1.1@tcp",
    "10.1.1.9@tcp",
    "10.1.2.9@tcp1",
    "junk",
    "10.1.1.[1-3]@tcp",
    "0@lo",
    "*@tcp",
    "10.1.1.2@o2ib",
    "1@kfi",
    "",
    "fd00::1@tcp",
  ),
  string({ maxLength: 12 }),
);
const net = oneof(constantFrom("tcp", "tcp1", "tcp5", "lo", "o2ib", "foo", "tcp65536", "kfi1"), string({ maxLength: 6 }));
const number = oneof(integer({ min: -3, max: 300 }), integer());
const nic = constantFrom("eth0", "eth1", "eth2", "nope", "lo", "eth0[0]");
const settings = constantFrom(
  "max_intf",
  "discovery",
  "drop_asym_route",
  "retry_count",
  "transaction_to",
  "hsensitivity",
  "rtr_sensitivity",
  "numa_range",
);
const lines = constantFrom(
  "net:",
  "  - net type: tcp",
  "    local NI(s):",
  "      - interfaces:",
  "            0: eth1",
  "peer:",
  "  - primary nid: 10.1.1.9@tcp",
  "    peer ni:",
  "      - nid: 10.1.1.8@tcp",
  "- a",
  "[",
  "\t",
  "global:",
  "    discovery: 0",
  '"q',
  "| ",
  "? a",
  "route:",
  "  - net: tcp7",
  "    gateway: 10.1.1.9@tcp",
);

/** A call of a function with arguments; a number is time that passes. */
type Step = [name: string, args: Record<string, unknown>];

const step = oneof(
  record({ net, nic, credits: number }).map(
    ({ net: name, nic: one, credits }): Step => [
      "config_ni",
      {
        nw_descr: { net: name, interfaces: [one] },
        tunables: { peer_timeout: 180, peer_tx_credits: credits, peer_rtr_credits: 0, max_tx_credits: 256, lnd: null },
      },
    ],
  ),
  record({ net, nic: option(nic) }).map(
    ({ net: name, nic: one }): Step => ["del_ni", { nw: { net: name, interfaces: one === null ? [] : [one] } }],
  ),
  record({ prim_nid: option(nid), nids: option(nid), is_mr: boolean(), cmd: constantFrom(3, 4), force: boolean() }).map(
    (args): Step => ["modify_peer", args],
  ),
  record({ nw: option(net), gw: option(nid), hops: number, prio: number }).map((args): Step => ["config_route", args]),
  record({ nw: option(net), gw: option(nid) }).map((args): Step => ["del_route", args]),
  record({ enable: integer({ min: 0, max: 2 }) }).map((args): Step => ["config_routing", args]),
  record({ tiny: number, small: number, large: number }).map((args): Step => ["config_buffers", args]),
  record({ name: settings, value: number }).map(({ name, value }): Step => [`config_${name}`, { value }]),
  record({ value: number, all: boolean(), ni_nid: nid }).map((args): Step => ["config_ni_healthv", args]),
  record({ value: number, all: boolean(), pni_nid: nid }).map((args): Step => ["config_peer_ni_healthv", args]),
  record({
    src: option(nid),
    dst: option(nid),
    rte: option(nid),
    type: constantFrom("priority", "pref", "zz"),
    priority: number,
    idx: integer({ min: -1, max: 3 }),
  }).map(({ priority, ...args }): Step => ["add_udsp", { ...args, action: { udsp_priority: priority } }]),
  record({ idx: integer({ min: -1, max: 3 }) }).map((args): Step => ["del_udsp", args]),
  record({ up: boolean(), load_ni_from_mod: boolean() }).map((args): Step => ["config_ni_system", args]),
  record({ state: number, lpni_nid: nid }).map((args): Step => ["set_peer_state", args]),
  record({ pnid: nid, timeout: number }).map((args): Step => ["ping_nid", args]),
  record({ pnid: nid, force: boolean() }).map((args): Step => ["discover_nid", args]),
  record({
    action: constantFrom("config", "del", "show", "exec"),
    text: oneof(
      string(),
      array(lines, { maxLength: 12 }).map((all) => all.join("\n")),
    ),
  }).map(({ action, text }): Step => [`yaml_${action}`, { f: text, len: text.length }]),
  integer({ min: 0, max: 200 }).map((seconds): Step => ["", { seconds }]),
);

function fresh(): SimulatedNode {
  const cluster = new Cluster(defaultTopology(2, 3, "2.17.0"), 1);
  for (const node of cluster.nodes.values()) {
    node.modules.load("lnet");
    node.lnet!.configure({ fromModuleParameters: false, large: false });
  }
  return cluster.node("agent1");
}

function netNumber(node: SimulatedNode, text: string): unknown {
  const session = new LibrarySession(node);
  callOn(session, "libcfs_str2net", { str: text });
  return session.values["net"];
}

function take(node: SimulatedNode, [name, args]: Step): void {
  if (name === "") {
    node.cluster.advance(args["seconds"] as number);
    return;
  }
  const given = { ...args };
  for (const key of ["nw_descr", "nw"]) {
    const description = given[key] as { net: string; interfaces: string[] } | string | null | undefined;
    if (typeof description === "object" && description)
      given[key] = { nw_id: netNumber(node, description.net), interfaces: description.interfaces };
  }
  const session = new LibrarySession(node);
  try {
    callOn(session, `lustre_${name.startsWith("yaml_") ? "" : "lnet_"}${name}`, given);
  } catch (error) {
    if (!(error instanceof NotSimulatedError) && !(error instanceof RefusedError)) throw error;
  }
  if (session.show) parse(printTree(session.show));
}

const SHOWN = [
  "numa_range",
  "max_intf",
  "discovery",
  "drop_asym_route",
  "retry_count",
  "transaction_to",
  "hsensitivity",
  "rtr_sensitivity",
];

function backup(node: SimulatedNode): string {
  const session = new LibrarySession(node);
  for (const kind of ["net", "route", "peer"]) callOn(session, `lustre_lnet_show_${kind}`, { detail: 1, backup: true });
  for (const name of SHOWN) callOn(session, `lustre_lnet_show_${name}`, {});
  callOn(session, "lustre_lnet_show_udsp", { idx: -1 });
  return session.show ? printTree(session.show) : "";
}

/** Routes of one net stand in an order of chance; peers and their NIDs in that of their coming. */
function sorted(text: string): string {
  return text
    .split(/^(?=\S)/m)
    .map((block) => (/^(route|peer):/.test(block) ? block.split("\n").sort().join("\n") : block))
    .join("");
}

export function run(): void {
  const runs = Number(lutf.getEnvironment()["LUTF_PROPERTY_RUNS"] ?? 60);
  assert(
    property(array(step, { maxLength: 30 }), (steps) => {
      const node = fresh();
      for (const one of steps) take(node, one);
      for (const kind of ["net", "peer", "route"]) {
        for (let detail = 0; detail <= 4; detail++) {
          const session = new LibrarySession(node);
          callOn(session, `lustre_lnet_show_${kind}`, { detail });
          if (session.show) parse(printTree(session.show));
        }
      }
      if (!node.lnet!.configured) return;
      const first = backup(node);
      const other = fresh();
      const session = new LibrarySession(other);
      callOn(session, "lustre_yaml_config", { f: first, len: first.length });
      const second = backup(other);
      if (sorted(first) !== sorted(second))
        throw new Error(
          `another backup after importing it:\n${first}\n----\n${second}\n${session.errors ? printTree(session.errors) : ""}`,
        );
    }),
    { numRuns: runs },
  );
}
