// SPDX-License-Identifier: GPL-2.0-or-later
// Fault rules as lctl and lnetctl set and show them (lnetconfig-api.md §3.16, §4.3; golden/06_traffic/045-053, 35_faults).
import { parseNet, parseNid } from "../../lnet/nid.ts";
import { ENETDOWN, ENOENT } from "../errno.ts";
import type { FaultRule, NewFaultRule } from "../kernel/faults.ts";
import type { SimulatedNode } from "../node.ts";
import { libnlText, NO_FAMILY, type Output } from "./print.ts";

export type FaultKind = FaultRule["kind"];

/** Bits 1 << code by name; random: all (§4.1). */
export const HEALTH_ERRORS: Readonly<Record<string, number>> = {
  local_interrupt: 1 << 1,
  local_dropped: 1 << 2,
  local_aborted: 1 << 3,
  local_no_route: 1 << 4,
  local_error: 1 << 5,
  local_timeout: 1 << 6,
  remote_error: 1 << 7,
  remote_dropped: 1 << 8,
  remote_timeout: 1 << 9,
  network_timeout: 1 << 10,
  random: -1,
};

/** "*", "*@tcp" or a NID, canonical; undefined: it is none. */
export function parseRuleNid(text: string): string | undefined {
  if (text === "*") return text;
  if (!text.startsWith("*@")) return parseNid(text)?.text;
  const net = parseNet(text.slice(2));
  return net === undefined ? undefined : `*@${net.name}`;
}

/** As the kernel keeps it: the last address of a net stands for all. */
function shownNid(nid: string): string {
  if (nid === "*") return "<?>";
  return nid.startsWith("*@") ? `255.255.255.255${nid.slice(1)}` : nid;
}

export function addRule(node: SimulatedNode, output: Output, rule: NewFaultRule): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return -1;
  }
  const rc = lnet.configured ? lnet.faults.add(rule) : -ENETDOWN;
  if (rc !== 0) output.out(`failed to add ${rule.kind} rule: ${libnlText(rc)}\n`);
  return rc;
}

/** Both NIDs "*": all rules. */
export function deleteRules(node: SimulatedNode, output: Output, kind: FaultKind, source: string, destination: string): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return -1;
  }
  const rc = lnet.configured ? (lnet.faults.delete(kind, source, destination) > 0 ? 0 : -ENOENT) : -ENETDOWN;
  // golden/06_traffic/052
  if (rc !== 0) output.out(`failed to delete ${kind} rule: ${libnlText(rc)}\n`);
  return rc;
}

/** Without a rule one that has nothing in it is shown, and there are 0 of them (golden/35_faults/facts.md). */
const NOTHING: FaultRule = {
  kind: "drop",
  source: "0@<0:0>",
  destination: "0@<0:0>",
  localNid: "*",
  portals: 0n,
  messages: 0,
  rate: 0,
  interval: 0,
  latency: 0,
  healthErrors: 0,
  random: false,
  dropAll: false,
  counts: { total: 0, dropped: 0, delayed: 0, put: 0, ack: 0, get: 0, reply: 0 },
};

/** `lctl net_drop_list`, `net_delay_list`: always ends with EINVAL's exit status 22. */
export function listRules(node: SimulatedNode, output: Output, kind: FaultKind): number {
  const rules = node.lnet?.faults.list(kind) ?? [];
  if (rules.length > 0) output.err(`LNet ${kind} rules:\n`);
  for (const rule of rules.length > 0 ? rules : [NOTHING]) output.out(formatRule(rule, kind, rules.length > 0));
  output.out(`found total ${rules.length}\n`);
  return 22;
}

const ALL_MESSAGES = 15;

function formatRule(rule: FaultRule, kind: FaultKind, real: boolean): string {
  const { counts } = rule;
  const latency = kind === "delay" ? `, latency ${rule.latency}` : "";
  const portals = rule.portals === 0n ? "0" : `0x${rule.portals.toString(16)}`;
  const messages = real && rule.messages === 0 ? ALL_MESSAGES : rule.messages;
  return (
    `${shownNid(rule.source)}->${shownNid(rule.destination)} (1/${rule.rate} | ${rule.interval}${latency}) ptl ${portals}, ` +
    `msg ${messages.toString(16)}, ${kind === "drop" ? counts.dropped : counts.delayed}/${counts.total}, ` +
    `PUT ${counts.put}, ACK ${counts.ack}, GET ${counts.get}, REP ${counts.reply}\n`
  );
}
