// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl of Lustre 2.17: the commands at its top, in the order in which they are listed (lnetconfig-api.md §4.1, golden/01_lnet/001-003, 20_v2_15_8/001).
import type { Call } from "../command.ts";
import { runInteractively } from "../interactive.ts";
import { fault } from "./fault.ts";
import { exportFile, importFile } from "./files.ts";
import { CPT_OF_NID, debug, discover, lnet, ping, serviceId, setup } from "./misc.ts";
import { net } from "./net.ts";
import { peer } from "./peer.ts";
import { route, routing } from "./route.ts";
import { global, set } from "./set.ts";
import { execute, type SubCommand } from "./tree.ts";
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
  { name: "udsp", help: "udsp {add | del | show | help}", run: udsp },
  { name: "fault", help: "fault {drop | delay} {add | del | reset | show | help}", run: fault },
  { name: "setup-mrrouting", help: "Setup linux routing tables\n", run: setup("setup-mrrouting") },
  { name: "setup-sysctl", help: "Setup linux sysctl values\n", run: setup("setup-sysctl") },
  CPT_OF_NID,
];

export function lnetctl(call: Call, argv: readonly string[]): number | Promise<number> {
  if (argv.length < 2) return runInteractively(call, (words) => execute(call, words, COMMANDS));
  return execute(call, argv.slice(1), COMMANDS);
}
