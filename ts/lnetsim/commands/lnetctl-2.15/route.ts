// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl route`, `routing` and `debug` of 2.15: by the library (golden/20_v2_15_8).
import { showRecoveryQueue } from "../../library/health.ts";
import { configRoute, delRoute, showRoute } from "../../library/route.ts";
import type { Call } from "../command.ts";
import { callLibrary } from "../lnetctl/library.ts";
import { commandGroup, helpInstead, printHelp, type SubCommand } from "../lnetctl/tree.ts";
import { readOptions } from "./options.ts";

const ADD = ["net n", "gateway g", "hop c", "hop-count c", "priority p", "health_sensitivity s"];

function add(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, ROUTE, "route", "add", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ADD);
  if (!given) return 0;
  return callLibrary(call, (session) =>
    configRoute(session, {
      net: given.text("n"),
      gateway: given.text("g"),
      hops: given.int("c", -1),
      priority: given.int("p", -1),
      sensitivity: given.int("s", -1),
    }),
  );
}

function remove(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, ROUTE, "route", "del", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["net n", "gateway g"]);
  return given ? callLibrary(call, (session) => delRoute(session, { net: given.text("n"), gateway: given.text("g") })) : 0;
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, ROUTE, "route", "show", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["net n", "gateway g", "hop c", "hop-count c", "priority p", "verbose v."]);
  if (!given) return 0;
  return callLibrary(call, (session) =>
    showRoute(session, {
      net: given.text("n"),
      gateway: given.text("g"),
      hops: given.int("c", -1),
      priority: given.int("p", -1),
      detail: given.has("v") ? 1 : 0,
    }),
  );
}

const ROUTE: readonly SubCommand[] = [
  {
    name: "add",
    help:
      "add a route\n" +
      "\t--net: net name (e.g. tcp0)\n" +
      "\t--gateway: gateway nid (e.g. 10.1.1.2@tcp)\n" +
      "\t--hop|hop-count: number to final destination (1 <= hops <= 255)\n" +
      "\t--priority: priority of route (0 - highest prio\n" +
      "\t--health_sensitivity: gateway health sensitivity (>= 1)\n",
    run: add,
  },
  {
    name: "del",
    help: "delete a route\n\t--net: net name (e.g. tcp0)\n\t--gateway: gateway nid (e.g. 10.1.1.2@tcp)\n",
    run: remove,
  },
  {
    name: "show",
    help:
      "show routes\n" +
      "\t--net: net name (e.g. tcp0) to filter on\n" +
      "\t--gateway: gateway nid (e.g. 10.1.1.2@tcp) to filter on\n" +
      "\t--hop|hop-count: number to final destination (1 <= hops <= 255) to filter on\n" +
      "\t--priority: priority of route (0 - highest prio to filter on\n" +
      "\t--verbose: display detailed output per route\n",
    run: show,
  },
];

export const route = commandGroup("route", ROUTE);

function recovery(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, DEBUG, "debug", "recovery", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["local l.", "peer p."]);
  if (!given) return 0;
  if (!given.has("l") && !given.has("p")) {
    printHelp(call, DEBUG, "debug", "recovery");
    return -1;
  }
  return callLibrary(call, (session) => showRecoveryQueue(session, given.has("p") ? "peer" : "local"));
}

const DEBUG: readonly SubCommand[] = [
  {
    name: "recovery",
    help: "list NIs in recovery\n\t--local: list local recovery queue\n\t--peer: list peer_ni recovery queue\n",
    run: recovery,
  },
];

export const debug = commandGroup("debug", DEBUG);
