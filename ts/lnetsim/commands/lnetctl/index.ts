// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl of Lustre 2.17: the commands at its top, and what it does without any (lnetconfig-api.md §4.1, golden/01_lnet/001-003).
import type { Call } from "../command.ts";
import { runInteractively } from "../interactive.ts";
import { fault } from "./fault.ts";
import { exportFile, importFile } from "./files.ts";
import { cptOfNid, debug, discover, lnet, ping, serviceId, setup } from "./misc.ts";
import { net } from "./net.ts";
import { peer } from "./peer.ts";
import { route, routing } from "./route.ts";
import { global, set } from "./set.ts";
import { execute, listCommands, type SubCommand } from "./tree.ts";
import { stats, udsp } from "./udsp.ts";

const COMMANDS: readonly SubCommand[] = [
  { name: "lnet", help: "lnet {configure | unconfigure} [--all|--large]", run: lnet },
  { name: "route", help: "route {add | del | show | help}", run: route },
  { name: "net", help: "net {add | del | show | set | help}", run: net },
  { name: "routing", help: "routing {show | help}", run: routing },
  {
    name: "set",
    help:
      "set {tiny_buffers | small_buffers | large_buffers | routing | numa_range | max_interfaces | discovery | drop_asym_route | retry_count" +
      " | transaction_timeout | health_sensitivity | recovery_interval | router_sensitivity | response_tracking | recovery_limit" +
      " | max_recovery_ping_interval}",
    run: set,
  },
  { name: "import", help: "import FILE.yaml", run: importFile },
  { name: "export", help: "export FILE.yaml", run: exportFile },
  { name: "stats", help: "stats {show | reset | help}", run: stats },
  { name: "debug", help: "debug {recovery {local | peer} | peer | nidlist}", run: debug },
  { name: "global", help: "global {show | help}", run: global },
  { name: "peer", help: "peer {add | del | show | list | set | help}", run: peer },
  { name: "ping", help: "ping nid,[nid,...]", run: ping },
  { name: "discover", help: "discover nid[,nid,...]", run: discover },
  { name: "service-id", help: "Calculate IB Lustre service ID\n", run: serviceId },
  { name: "cpt-of-nid", help: "Calculate the CPTs associated with NIDs\n usage:\n\tlnetctl cpt-of-nid nid[ nid ...]\n", run: cptOfNid },
  { name: "setup-mrrouting", help: "Setup linux routing tables\n", run: setup("setup-mrrouting") },
  { name: "setup-sysctl", help: "Setup linux sysctl values\n", run: setup("setup-sysctl") },
  { name: "udsp", help: "udsp {add | del | show | help}", run: udsp },
  { name: "fault", help: "fault {drop | delay} {add | del | reset | show | help}", run: fault },
  { name: "help", help: "help", run: help },
];

const USAGE =
  "usage: lnetctl [COMMAND] [OPTIONS]... [ARGS]\n" +
  "Without any parameters, interactive mode is invoked\n" +
  "Try 'lnetctl help <COMMAND>', or 'lnetctl --list-commands' for a list of commands.\n";

function help(call: Call, argv: readonly string[]): number {
  const [, name] = argv;
  if (name === undefined) {
    call.out(USAGE);
    return 0;
  }
  const found = COMMANDS.find((command) => command.name === name);
  if (found) call.out(`${found.name}: ${found.help}\n`);
  else call.err(`No help available for: ${name}\n`);
  return 0;
}

export function lnetctl(call: Call, argv: readonly string[]): number | Promise<number> {
  const [, first] = argv;
  if (first === undefined) return runInteractively(call, (words) => execute(call, words, COMMANDS));
  if (first === "--version") {
    call.out(`lnetctl ${call.node.release}\n`);
    return 0;
  }
  if (first === "--list-commands") {
    call.out(listCommands(COMMANDS.map(({ name }) => name)));
    return 0;
  }
  if (first === "--help" || first === "-h") return help(call, ["help"]);
  return execute(call, argv.slice(1), COMMANDS);
}
