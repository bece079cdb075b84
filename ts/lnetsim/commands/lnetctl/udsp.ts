// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl udsp` and `stats`: both by the library (lnetconfig-api.md §4.1, golden/07_udsp).
import { EINVAL } from "../../errno.ts";
import { resetStats, showStats } from "../../library/stats.ts";
import { addUdsp, delUdsp, showUdsp } from "../../library/udsp.ts";
import type { Call } from "../command.ts";
import { OptionReader, parseLong } from "../options.ts";
import { callLibrary } from "./library.ts";
import { commandGroup, helpInstead, printHelp, type SubCommand, unknownOption } from "./tree.ts";

function add(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, UDSP, "udsp", "add", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "s:d:r:p:i:",
      long: [
        { name: "src", argument: "required", value: "s" },
        { name: "dst", argument: "required", value: "d" },
        { name: "rte", argument: "required", value: "r" },
        { name: "priority", argument: "required", value: "p" },
        { name: "idx", argument: "required", value: "i" },
      ],
    },
    (text) => call.err(text),
  );
  const rule: { src: string | null; dst: string | null; rte: string | null } = { src: null, dst: null, rte: null };
  let priority: number | undefined;
  let index = -1;
  let options_given = 0;
  for (let option = options.next(); option; option = options.next()) {
    options_given++;
    const argument = option.argument ?? null;
    if (option.value === "s") rule.src = argument;
    else if (option.value === "d") rule.dst = argument;
    else if (option.value === "r") rule.rte = argument;
    else if (option.value === "i") {
      index = parseLong(argument ?? "") ?? -1;
      if (index < 0) {
        call.out(`Invalid index "${argument}"\n`);
        return -EINVAL;
      }
    } else if (option.value === "p") {
      priority = parseLong(argument ?? "");
      if (priority === undefined || priority < 0) {
        call.out(`Invalid priority "${argument}"\n`);
        return -EINVAL;
      }
    } else return unknownOption(call, UDSP, "udsp", "add");
  }
  if (options_given === 0) {
    printHelp(call, UDSP, "udsp", "add");
    return 0;
  }
  return callLibrary(call, (session) =>
    addUdsp(session, { ...rule, type: priority === undefined ? "pref" : "priority", priority: priority ?? null, index }),
  );
}

const INDEX = {
  short: "i:",
  long: [
    { name: "idx", argument: "required", value: "i" },
    { name: "all", value: "a" },
  ],
} as const;

function remove(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, UDSP, "udsp", "del", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(argv, INDEX, (text) => call.err(text));
  let index: number | undefined;
  let all = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "a") all = true;
    else if (option.value === "i") {
      index = parseLong(option.argument);
      // -1 is all of them, as --all (suite-subjects.md, udsp/basic_err_01).
      if (index === undefined || index < -1) {
        call.out(`Invalid index "${option.argument}"\n`);
        return -EINVAL;
      }
    } else return unknownOption(call, UDSP, "udsp", "del");
  }
  if (!all && index === undefined) {
    call.out("Must specify --idx or --all\n");
    return -EINVAL;
  }
  return callLibrary(call, (session) => delUdsp(session, { index: all ? -1 : (index as number) }));
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, UDSP, "udsp", "show", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(argv, { short: "i:", long: [INDEX.long[0]] }, (text) => call.err(text));
  let index = -1;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value !== "i") return 0;
    index = parseLong(option.argument) ?? -1;
  }
  return callLibrary(call, (session) => showUdsp(session, { index }));
}

const UDSP: readonly SubCommand[] = [
  {
    name: "add",
    help:
      "add a udsp\n" +
      "\t--src nid|net: ip2nets syntax specifying the local NID or network to match.\n" +
      "\t--dst nid:     ip2nets syntax specifying the remote NID to match.\n" +
      "\t--rte nid:     ip2nets syntax specifying the router NID to match.\n" +
      "\t--priority p:  Assign priority value p where p >= 0.\n" +
      "\t               Note: 0 is the highest priority.\n" +
      "\t--idx n:       Insert the rule in the n'th position on the list of rules.\n" +
      "\t               By default, rules are appended to the end of the rule list.\n",
    run: add,
  },
  { name: "del", help: "delete a udsp\n\t--all:   Delete all rules.\n\t--idx n: Delete the rule at index n.\n", run: remove },
  { name: "show", help: "show udsps\n\t --idx n: Show the rule at at index n.\n\t          By default, all rules are shown.\n", run: show },
];

export const udsp = commandGroup("udsp", UDSP);

const STATS: readonly SubCommand[] = [
  {
    name: "show",
    help: "show LNET statistics\n",
    run: (call, argv) => helpInstead(call, STATS, "stats", "show", 0, argv) ?? callLibrary(call, (session) => showStats(session)),
  },
  {
    name: "reset",
    help: "reset LNET statistics\n",
    run: (call, argv) => helpInstead(call, STATS, "stats", "reset", 0, argv) ?? callLibrary(call, (session) => resetStats(session)),
  },
];

export const stats = commandGroup("stats", STATS);
