// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl of Lustre 2.15: uses the library for everything, and has the older command parser (golden/20_v2_15_8/001).
import { NID_ANY, strToNid } from "../../../lnet/nid.ts";
import { calcCptOfNid } from "../../library/host.ts";
import { showRouting } from "../../library/routing.ts";
import { LibrarySession } from "../../library/session.ts";
import type { Call } from "../command.ts";
import { runInteractively } from "../interactive.ts";
import { callLibrary } from "../lnetctl/library.ts";
import { serviceId, setup } from "../lnetctl/misc.ts";
import { global, set } from "../lnetctl/set.ts";
import { commandGroup, execute, helpInstead, type SubCommand } from "../lnetctl/tree.ts";
import { stats, udsp } from "../lnetctl/udsp.ts";
import { listNames } from "../parser.ts";
import { exportFile, importFile } from "./files.ts";
import { lnet, net } from "./net.ts";
import { discover, peer, ping } from "./peer.ts";
import { debug, route } from "./route.ts";

const ROUTING: readonly SubCommand[] = [
  {
    name: "show",
    help: "show routing information\n",
    run: (call, argv) => helpInstead(call, ROUTING, "routing", "show", 0, argv) ?? callLibrary(call, (session) => showRouting(session)),
  },
];

/** The CPT that each NID is handled on, of as many as this node has. */
function cptOfNid(call: Call, argv: readonly string[]): number {
  if (argv.length < 2) {
    call.out("Missing nid argument\n");
    return -1;
  }
  for (const nid of argv.slice(1)) {
    if (strToNid(nid) === NID_ANY) {
      call.err(`cannot parse NID '${nid}'\n`);
      return -1;
    }
    call.out(`cpt:\n    value: ${calcCptOfNid(new LibrarySession(call.node), nid, call.node.cpts)}\n`);
  }
  return 0;
}

/** In the order in which they are listed. */
const COMMANDS: readonly SubCommand[] = [
  { name: "lnet", help: "lnet {configure | unconfigure} [--all]", run: lnet },
  { name: "route", help: "route {add | del | show | help}", run: route },
  { name: "net", help: "net {add | del | show | set | help}", run: net },
  { name: "routing", help: "routing {show | help}", run: commandGroup("routing", ROUTING) },
  {
    name: "set",
    help:
      "set {tiny_buffers | small_buffers | large_buffers | routing | numa_range | max_interfaces | discovery | drop_asym_route | retry_count" +
      " | transaction_timeout | health_sensitivity | recovery_interval | router_sensitivity | response_tracking | recovery_limit}",
    run: set,
  },
  { name: "import", help: "import FILE.yaml", run: importFile },
  { name: "export", help: "export FILE.yaml", run: exportFile },
  { name: "stats", help: "stats {show | reset | help}", run: stats },
  { name: "debug", help: "debug recovery {local | peer}", run: debug },
  { name: "global", help: "global {show | help}", run: global },
  { name: "peer", help: "peer {add | del | show | list | set | help}", run: peer },
  { name: "ping", help: "ping nid,[nid,...]", run: ping },
  { name: "discover", help: "discover nid[,nid,...]", run: discover },
  { name: "service-id", help: "Calculate IB Lustre service ID\n", run: serviceId },
  { name: "udsp", help: "udsp {add | del | help}", run: udsp },
  { name: "setup-mrrouting", help: "Setup linux routing tables\n", run: setup("setup-mrrouting") },
  { name: "cpt-of-nid", help: "Calculate the CPTs associated with NIDs\n usage:\n\tlnetctl cpt-of-nid nid[ nid ...]\n", run: cptOfNid },
  { name: "help", help: "help", run: help },
  { name: "exit", help: "quit", run: () => 0 },
  { name: "quit", help: "quit", run: () => 0 },
  { name: "--list-commands", help: "list commands", run: list },
];

function list(call: Call): number {
  call.out(listNames(COMMANDS.map(({ name }) => name)));
  return 0;
}

function help(call: Call, argv: readonly string[]): number {
  const [, name] = argv;
  const found = COMMANDS.find((command) => command.name === name);
  if (found) call.out(`${found.name}: ${found.help}\n`);
  else if (name !== undefined) call.out(`Can't find a help for: ${name}\n`);
  else
    call.out(
      `Available commands are:\n${COMMANDS.map((command) => `\t${command.name}\n`).join("")}For more help type: help command-name\n`,
    );
  return 0;
}

export function lnetctl215(call: Call, argv: readonly string[]): number | Promise<number> {
  if (argv.length < 2) return runInteractively(call, (words) => execute(call, words, COMMANDS));
  return execute(call, argv.slice(1), COMMANDS);
}
