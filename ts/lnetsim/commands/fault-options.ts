// SPDX-License-Identifier: GPL-2.0-or-later
// The options of a fault rule, which `lnetctl fault drop add` and `lctl net_drop_add` have in common (lnetconfig-api.md §4.1, §4.3).
import { FAULT_MESSAGES, type NewFaultRule } from "../kernel/faults.ts";
import { type FaultKind, HEALTH_ERRORS, parseRuleNid } from "../netlink/fault.ts";
import type { Call } from "./command.ts";
import { OptionReader, parseLong } from "./options.ts";

const LONG = [
  { name: "source", argument: "required", value: "s" },
  { name: "dest", argument: "required", value: "d" },
  { name: "rate", argument: "required", value: "r" },
  { name: "interval", argument: "required", value: "i" },
  { name: "latency", argument: "required", value: "l" },
  { name: "portal", argument: "required", value: "p" },
  { name: "message", argument: "required", value: "m" },
  { name: "health_error", argument: "required", value: "e" },
  { name: "local_nid", argument: "required", value: "o" },
  { name: "random", value: "n" },
  { name: "drop_all", value: "x" },
] as const;

const PORTALS = 64;

/** The rule, or undefined after what is wrong has been printed. */
export function readRule(call: Call, argv: readonly string[], kind: FaultKind): NewFaultRule | undefined {
  const options = new OptionReader(argv, { short: kind === "drop" ? "s:d:r:i:p:m:e:o:nx" : "s:d:r:l:p:m:o:", long: LONG }, undefined);
  const fail = (text: string): undefined => {
    call.err(`${text}\n`);
    return undefined;
  };
  let source: string | undefined;
  let destination: string | undefined;
  const rule = {
    localNid: "*",
    portals: 0n,
    messages: 0,
    rate: 0,
    interval: 0,
    latency: 0,
    healthErrors: 0,
    random: false,
    dropAll: false,
  };
  for (let option = options.next(); option; option = options.next()) {
    const argument = option.argument ?? "";
    switch (option.value) {
      case "s":
      case "d":
      case "o": {
        const nid = parseRuleNid(argument);
        if (nid === undefined) return fail(`invalid nid: ${argument}`);
        if (option.value === "s") source = nid;
        else if (option.value === "d") destination = nid;
        else rule.localNid = nid;
        break;
      }
      case "r":
        rule.rate = parseLong(argument) ?? 0;
        break;
      case "i":
        rule.interval = parseLong(argument) ?? 0;
        break;
      case "l":
        rule.latency = parseLong(argument) ?? 0;
        break;
      case "p": {
        const portal = parseLong(argument) ?? -1;
        if (portal < 0 || portal >= PORTALS) return fail(`invalid portal number ${argument}`);
        rule.portals |= 1n << BigInt(portal);
        break;
      }
      case "m":
        if (!Object.hasOwn(FAULT_MESSAGES, argument)) return fail(`unknown message type ${argument}`);
        rule.messages |= FAULT_MESSAGES[argument as keyof typeof FAULT_MESSAGES];
        break;
      case "e":
        if (!Object.hasOwn(HEALTH_ERRORS, argument)) return fail(`unknown health error ${argument}`);
        rule.healthErrors |= HEALTH_ERRORS[argument] as number;
        break;
      case "n":
        rule.random = true;
        break;
      case "x":
        rule.dropAll = true;
        break;
      default:
        // golden/35_faults/facts.md: said, and gone on.
        call.err("Unrecognized option ?\n");
    }
  }
  if ((rule.rate !== 0) === (rule.interval !== 0) && !(rule.dropAll && rule.rate === 0))
    return fail(`please provide either ${kind} rate or interval but not both at the same time.`);
  if (rule.random && rule.interval === 0) return fail("please provide an interval with random");
  if (kind === "delay" && rule.latency === 0) return fail("latency cannot be zero");
  if (source === undefined || destination === undefined) return fail(`please provide both source and destination of ${kind} rule`);
  return { kind, source, destination, ...rule };
}

/** Whose rules are to go: `-a`, or both NIDs. undefined: what is wrong has been printed. */
export function readRuleNids(call: Call, argv: readonly string[], kind: FaultKind): { source: string; destination: string } | undefined {
  const options = new OptionReader(argv, { short: "s:d:a", long: [LONG[0], LONG[1], { name: "all", value: "a" }] }, undefined);
  let all = false;
  let source: string | undefined;
  let destination: string | undefined;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "a") all = true;
    else if (option.value === "s") source = parseRuleNid(option.argument ?? "");
    else if (option.value === "d") destination = parseRuleNid(option.argument ?? "");
    else call.err("Unrecognized option ?\n");
  }
  if (all) return { source: "*", destination: "*" };
  if (source !== undefined && destination !== undefined) return { source, destination };
  call.err(`please provide both source and destination of ${kind} rule\n`);
  return undefined;
}
