// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl route` and `routing` of 2.17 (lnetconfig-api.md §4.1, golden/04_route).
import { showRouting } from "../../library/routing.ts";
import { changeRoute, showRoutes } from "../../netlink/route.ts";
import type { Call } from "../command.ts";
import { OptionReader, parseLong } from "../options.ts";
import { callLibrary } from "./library.ts";
import { commandGroup, helpInstead, type SubCommand, unknownOption } from "./tree.ts";

const OPTIONS = {
  short: "n:g:c:p:v",
  long: [
    { name: "net", argument: "required", value: "n" },
    { name: "gateway", argument: "required", value: "g" },
    { name: "hop", argument: "required", value: "c" },
    { name: "hop-count", argument: "required", value: "c" },
    { name: "priority", argument: "required", value: "p" },
    { name: "verbose", value: "v" },
  ],
} as const;

interface RouteWords {
  net: string | undefined;
  gateways: string | undefined;
  /** -1: not given, or no number. Numbers are cut to 32 bits: golden/04_route/039. */
  hops: number;
  priority: number;
  verbose: boolean;
}

/** undefined: an option was wrong; that, and the help, have been printed. */
function readWords(call: Call, argv: readonly string[], name: string): RouteWords | undefined {
  const options = new OptionReader(argv, OPTIONS, (text) => call.err(text));
  const words: RouteWords = { net: undefined, gateways: undefined, hops: -1, priority: -1, verbose: false };
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") words.net = option.argument;
    else if (option.value === "g") words.gateways = option.argument;
    else if (option.value === "c") words.hops = (parseLong(option.argument) ?? -1) | 0;
    else if (option.value === "p") words.priority = (parseLong(option.argument) ?? -1) | 0;
    else if (option.value === "v") words.verbose = true;
    else {
      unknownOption(call, ROUTE, "route", name);
      return undefined;
    }
  }
  return words;
}

function change(call: Call, argv: readonly string[], verb: "add" | "del"): number {
  const instead = helpInstead(call, ROUTE, "route", verb, 0, argv);
  if (instead !== undefined) return instead;
  const words = readWords(call, argv, verb);
  if (words === undefined) return 0;
  return changeRoute(call.node, call, verb, { ...words, priority: words.priority === -1 ? 0 : words.priority });
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, ROUTE, "route", "show", 0, argv);
  if (instead !== undefined) return instead;
  const words = readWords(call, argv, "show");
  if (words === undefined) return 0;
  return showRoutes(call.node, call, { net: words.net, gateway: words.gateways, detail: words.verbose, backup: false });
}

const ROUTE: readonly SubCommand[] = [
  {
    name: "add",
    help:
      "add a route\n" +
      "\t--net: net name (e.g. tcp0)\n" +
      "\t--gateway: gateway nid (e.g. 10.1.1.2@tcp)\n" +
      "\t--hop|hop-count: number to final destination (1 <= hops <= 255)\n" +
      "\t--priority: priority of route (0 - highest prio\n",
    run: (call, argv) => change(call, argv, "add"),
  },
  {
    name: "del",
    help: "delete a route\n\t--net: net name (e.g. tcp0)\n\t--gateway: gateway nid (e.g. 10.1.1.2@tcp)\n",
    run: (call, argv) => change(call, argv, "del"),
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

function showRoutingState(call: Call, argv: readonly string[]): number {
  return helpInstead(call, ROUTING, "routing", "show", 0, argv) ?? callLibrary(call, (session) => showRouting(session));
}

const ROUTING: readonly SubCommand[] = [{ name: "show", help: "show routing information\n", run: showRoutingState }];

export const routing = commandGroup("routing", ROUTING);
