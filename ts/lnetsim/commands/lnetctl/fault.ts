// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl fault` (2.16 and later; lnetconfig-api.md §4.1, golden/06_traffic/045-052).
import { addRule, deleteRules, type FaultKind } from "../../netlink/fault.ts";
import { FAILED, NO_FAMILY } from "../../netlink/print.ts";
import type { Call } from "../command.ts";
import { crash } from "../crash.ts";
import { readRule, readRuleNids } from "../fault-options.ts";
import { commandGroup, helpInstead, type SubCommand } from "./tree.ts";

function add(call: Call, argv: readonly string[], kind: FaultKind): number {
  const instead = helpInstead(call, COMMANDS[kind], kind, "add", 2, argv);
  if (instead !== undefined) return instead;
  const rule = readRule(call, argv, kind);
  return rule === undefined ? -1 : addRule(call.node, call, rule);
}

function remove(call: Call, argv: readonly string[], kind: FaultKind): number {
  const instead = helpInstead(call, COMMANDS[kind], kind, "del", 2, argv);
  if (instead !== undefined) return instead;
  const nids = readRuleNids(call, argv, kind);
  return nids === undefined ? -1 : deleteRules(call.node, call, kind, nids.source, nids.destination);
}

/** 2.17.0 cannot show rules, nor that there are none: golden/06_traffic/048, 051, 35_faults/facts.md. */
function show(call: Call, argv: readonly string[], kind: FaultKind): number {
  const instead = helpInstead(call, COMMANDS[kind], kind, "show", 0, argv);
  if (instead !== undefined) return instead;
  if (call.node.lnet) return crash(call, "abort", `showing fault rules; lctl net_${kind}_list shows them`);
  call.err(NO_FAMILY);
  return FAILED;
}

/** Asks for a word more than there is to say: alone it prints its help (golden/06_traffic/050). */
function reset(call: Call, argv: readonly string[], kind: FaultKind): number {
  const instead = helpInstead(call, COMMANDS[kind], kind, "reset", 2, argv);
  if (instead !== undefined) return instead;
  call.node.lnet?.faults.reset(kind);
  return 0;
}

const commands = (kind: FaultKind): readonly SubCommand[] => [
  {
    name: "add",
    help:
      `add LNet ${kind} rule\n` +
      "\t--source: NID of the sender, * for any\n" +
      "\t--dest: NID of the receiver, * for any\n" +
      `\t--rate: ${kind} one of so many messages\n` +
      `\t--interval: ${kind} one message in so many seconds\n` +
      (kind === "delay" ? "\t--latency: seconds of delay\n" : "") +
      "\t--portal: only messages of this portal\n\t--message: PUT, ACK, GET or REPLY\n",
    run: (call, argv) => add(call, argv, kind),
  },
  {
    name: "del",
    help: `delete LNet ${kind} rules\n\t--source: NID of the sender\n\t--dest: NID of the receiver\n\t--all: all rules\n`,
    run: (call, argv) => remove(call, argv, kind),
  },
  { name: "reset", help: `reset counters for all ${kind} rules\n`, run: (call, argv) => reset(call, argv, kind) },
  { name: "show", help: `show ${kind} rules\n`, run: (call, argv) => show(call, argv, kind) },
];

const COMMANDS: Readonly<Record<FaultKind, readonly SubCommand[]>> = { drop: commands("drop"), delay: commands("delay") };

export const fault = commandGroup("fault", [
  { name: "drop", help: "add, delete, reset or show drop rules\n", run: commandGroup("drop", COMMANDS.drop) },
  { name: "delay", help: "add, delete, reset or show delay rules\n", run: commandGroup("delay", COMMANDS.delay) },
]);
