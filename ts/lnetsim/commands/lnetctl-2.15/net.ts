// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl lnet` and `net` of 2.15: by the library (lnetconfig-api.md §4.1, golden/20_v2_15_8).
import { configHealth } from "../../library/health.ts";
import { configNi, configNiConnsPerPeer, delNi, showNet } from "../../library/net.ts";
import { cptsOf, type InterfaceDescription, interfacesOf, netId, type TunablesDescription } from "../../library/network.ts";
import { configNiSystem } from "../../library/ni-system.ts";
import type { Call } from "../command.ts";
import { callLibrary, printResult } from "../lnetctl/library.ts";
import { commandGroup, helpInstead, type SubCommand } from "../lnetctl/tree.ts";
import { type Given, readOptions } from "./options.ts";

function configure(call: Call, argv: readonly string[], up: boolean): number {
  const instead = helpInstead(call, LNET, "lnet", up ? "configure" : "unconfigure", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, up ? ["all a."] : []);
  if (!given) return 0;
  return callLibrary(call, (session) => configNiSystem(session, { up, fromModuleParameters: given.has("a") }));
}

const LNET: readonly SubCommand[] = [
  {
    name: "configure",
    help: "configure lnet\n\t--all: load NI configuration from module parameters\n",
    run: (call, argv) => configure(call, argv, true),
  },
  { name: "unconfigure", help: "unconfigure lnet\n", run: (call, argv) => configure(call, argv, false) },
];

export const lnet = commandGroup("lnet", LNET);

/** What --if names; undefined after the error has been printed. */
function interfaces(call: Call, given: Given): InterfaceDescription[] | undefined {
  const text = given.text("i");
  const parsed = text === null ? [] : interfacesOf(text);
  if (!parsed) call.err(printResult("ni", "add", -1, "bad interface list"));
  return parsed;
}

const idOf = (given: Given): number => (given.text("n") === null ? 0 : netId(given.text("n")!));

function tunables(given: Given): TunablesDescription | null {
  if (!["t", "c", "b", "r"].some((option) => given.has(option))) return null;
  return {
    peerTimeout: given.int("t", -1),
    peerCredits: given.int("c", -1),
    peerBufferCredits: given.int("b", -1),
    credits: given.int("r", -1),
    lnd: {},
  };
}

function add(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "add", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, [
    "net n",
    "if i",
    "ip2net p",
    "peer-timeout t",
    "peer-credits c",
    "peer-buffer-credits b",
    "credits r",
    "cpt s",
    "conns-per-peer m",
    "skip-mr-route-setup k.",
  ]);
  const list = given && interfaces(call, given);
  if (!given) return 0;
  if (!list) return -1;
  const cpts = given.text("s") === null ? undefined : cptsOf(given.text("s")!);
  return callLibrary(call, (session) =>
    configNi(session, {
      network: { id: idOf(given), interfaces: list },
      globalCpts: cpts,
      ip2net: given.text("p"),
      tunables: tunables(given),
      connsPerPeer: given.int("m", -1),
    }),
  );
}

function remove(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "del", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["net n", "if i"]);
  const list = given && interfaces(call, given);
  if (!given) return 0;
  if (!list) return -1;
  return callLibrary(call, (session) => delNi(session, { network: { id: idOf(given), interfaces: list } }));
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "show", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["net n", "verbose v?"]);
  if (!given) return 0;
  return callLibrary(call, (session) => showNet(session, { net: given.text("n"), detail: given.int("v", 0) }));
}

function set(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "set", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["nid n", "health t", "conns-per-peer m", "all a."]);
  if (!given) return 0;
  return callLibrary(call, (session) => {
    const which = { all: given.has("a"), nid: given.text("n") };
    const rc = given.has("t") ? configHealth(session, "ni", { value: given.int("t", -1), ...which }) : 0;
    const more = given.has("m") ? configNiConnsPerPeer(session, { value: given.int("m", -1), ...which }) : 0;
    return rc !== 0 ? rc : more;
  });
}

const NET: readonly SubCommand[] = [
  {
    name: "add",
    help:
      "add a network\n" +
      "\t--net: net name (e.g. tcp0)\n" +
      "\t--if: physical interface (e.g. eth0)\n" +
      "\t--ip2net: specify networks based on IP address patterns\n" +
      "\t--peer-timeout: time to wait before declaring a peer dead\n" +
      "\t--peer-credits: define the max number of inflight messages\n" +
      "\t--peer-buffer-credits: the number of buffer credits per peer\n" +
      "\t--credits: Network Interface credits\n" +
      "\t--cpt: CPU Partitions configured net uses (e.g. [0,1]\n" +
      "\t--conns-per-peer: number of connections per peer\n" +
      "\t--skip-mr-route-setup: do not add linux route for the ni\n",
    run: add,
  },
  { name: "del", help: "delete a network\n\t--net: net name (e.g. tcp0)\n\t--if: physical interface (e.g. eth0)\n", run: remove },
  {
    name: "show",
    help:
      "show networks\n" +
      "\t--net: net name (e.g. tcp0) to filter on\n" +
      "\t--verbose: display detailed output per network. Optional argument of '2' outputs more stats\n",
    run: show,
  },
  {
    name: "set",
    help:
      "set local NI specific parameter\n" +
      "\t--nid: NI NID to set the value on\n" +
      "\t--health: specify health value to set\n" +
      "\t--conns-per-peer: number of connections per peer\n" +
      "\t--all: set all NIs value to the one specified\n",
    run: set,
  },
];

export const net = commandGroup("net", NET);
