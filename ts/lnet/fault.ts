// SPDX-License-Identifier: GPL-2.0-or-later
// Faults that a test injects: rules that drop or delay messages, and links that are down. Each is a lease: healed when the test ends, however it ends.
import { self } from "lutf:agent";
import { begin, heal, type Lease, leaseOf } from "../leases/lease.ts";
import type { Undoing } from "../leases/undoing.ts";
import type { Node } from "../lutf/node.ts";
import type { Data } from "../rpc/data.ts";
import { execute } from "./execute.ts";
import { type DelayRule, type DropRule, type FaultKind, lctlWords, type ShownRule, shownRules } from "./fault-rule.ts";

/** Faults of one node. */
export interface Fault {
  /**
   * Drops messages. Without healthErrors where they arrive on this node, with them where this node sends, and the sending fails so. Exactly one of rate,
   * interval and dropAll. LNet deletes rules by source and destination: healing one rule heals all of that kind with the same two. Needs LNet up.
   */
  drop(rule: DropRule): Promise<Lease>;
  /** Delays messages that arrive, and those that this node sends, by whole seconds. */
  delay(rule: DelayRule): Promise<Lease>;
  /** Takes a network interface down, as `ip link set NAME down`. Rejects if it is down already, or is not there. */
  linkDown(nic: string): Promise<Lease>;
  /** The rules that there are, the newest first, and what they have done. */
  rules(kind: FaultKind): Promise<ShownRule[]>;
}

export type Injection = { kind: "drop"; rule: DropRule } | { kind: "delay"; rule: DelayRule } | { kind: "link"; nic: string };

const ON_NODE = "lutf/lnet-on-node";

/** Of this node, or of another. */
export function faultsOf(node: Node | undefined): Fault {
  const call = <R>(fname: string, parameters: object): Promise<R> => node!.call<R>(ON_NODE, fname, parameters as Record<string, Data>);
  const inject = async (injection: Injection): Promise<Lease> => {
    // What is wrong with a rule is said where it is written.
    if (injection.kind !== "link") lctlWords(injection.kind, injection.rule);
    const undoing = await (node === undefined ? injectFault(injection) : call<Undoing>("injectFault", injection));
    return leaseOf(undoing, () => (node === undefined ? heal(undoing) : call("healFault", undoing)));
  };
  return {
    drop: (rule) => inject({ kind: "drop", rule }),
    delay: (rule) => inject({ kind: "delay", rule }),
    linkDown: (nic) => inject({ kind: "link", nic }),
    rules: (kind) => (node === undefined ? faultRules({ kind }) : call("faultRules", { kind })),
  };
}

// ---- on the node ----

export const healFault = heal;

export function injectFault(injection: Injection): Promise<Undoing> {
  return injection.kind === "link" ? takeDown(injection.nic) : addRule(injection.kind, injection.rule);
}

export async function faultRules({ kind }: { kind: FaultKind }): Promise<ShownRule[]> {
  const { stdout, stderr } = await execute(["lctl", `net_${kind}_list`]);
  if (!stdout.includes("found total"))
    throw new Error(`lctl net_${kind}_list on ${self}: ${(stderr || stdout).trim() || "it said nothing"}`);
  return shownRules(stdout);
}

/** There is no such rule any more, or LNet has been unloaded with all its rules. */
const NO_RULE = "Object not found|No such file or directory|not initiali[sz]ed|resolve Netlink family|Network is down|Invalid argument";

function addRule(kind: FaultKind, rule: DropRule | DelayRule): Promise<Undoing> {
  const { source, destination } = rule;
  const how = { argv: ["lctl", `net_${kind}_del`, "-s", source, "-d", destination], gone: NO_RULE };
  return begin(`${kind} rule ${source} -> ${destination}`, how, async () => {
    const { stdout, stderr, code } = await execute(["lctl", `net_${kind}_add`, ...lctlWords(kind, rule)]);
    if (code !== 0) throw new Error(`lctl net_${kind}_add on ${self}: ${(stderr || stdout).trim() || `it ended with ${code}`}`);
  });
}

async function takeDown(nic: string): Promise<Undoing> {
  const { stdout, stderr, code } = await execute(["ip", "link", "show", "dev", nic]);
  if (code !== 0) throw new Error(`linkDown(${JSON.stringify(nic)}) on ${self}: ${stderr.trim() || `ip link show ended with ${code}`}`);
  if (!/<([^>]*,)?UP[,>]/.test(stdout)) throw new Error(`linkDown(${JSON.stringify(nic)}) on ${self}: it is down already`);
  const how = { argv: ["ip", "link", "set", "dev", nic, "up"], gone: "Cannot find device" };
  return begin(`link of ${nic} down`, how, async () => {
    const ended = await execute(["ip", "link", "set", "dev", nic, "down"]);
    if (ended.code !== 0) throw new Error(`ip link set ${nic} down on ${self}: ${ended.stderr.trim()}`);
  });
}
