// SPDX-License-Identifier: GPL-2.0-or-later
// yaml_lnet_fault_rule(): fault rules by netlink (2.16 and later; lnetconfig-api.md §2.5, §3.16, §4.1).
import { parseFaultNid } from "../../lnet/nid.ts";
import { EINVAL, ENETDOWN } from "../errno.ts";
import type { FaultRule } from "../kernel/faults.ts";
import type { LibrarySession } from "./session.ts";
import type { Tree } from "./tree.ts";

export interface FaultCall {
  /** 0 add, 1 delete, 2 reset, 3 list, of rules that drop; 4 to 7 of those that delay. */
  operation: number;
  source: string | null;
  destination: string | null;
  localNid: string | null;
  /** By the C names of struct lnet_fault_attr. */
  attributes: Readonly<Record<string, unknown>>;
}

/** An IPv4 wildcard is any NID of its net. */
const nidOf = (text: string | null): string | undefined => (text === null || text === "" ? "*" : parseFaultNid(text));

export function faultRule(session: LibrarySession, o: FaultCall): number {
  const { lnet } = session.node;
  if (!lnet) {
    session.stderr += "Writer error: failed to resolve Netlink family id\n";
    return -EINVAL;
  }
  if (!lnet.configured) return -ENETDOWN;
  const kind = o.operation >= 4 ? "delay" : "drop";
  const source = nidOf(o.source);
  const destination = nidOf(o.destination);
  const localNid = nidOf(o.localNid);
  if (source === undefined || destination === undefined || localNid === undefined) return -EINVAL;
  const of = (key: string): number => Number(o.attributes[key] ?? 0);
  switch (o.operation & 3) {
    case 0: {
      const drops = kind === "drop";
      return lnet.faults.add({
        kind,
        source,
        destination,
        localNid,
        portals: BigInt.asUintN(64, BigInt(String(o.attributes["fa_ptl_mask"] ?? 0))),
        messages: of("fa_msg_mask"),
        rate: of(drops ? "da_rate" : "la_rate"),
        interval: of(drops ? "da_interval" : "la_interval"),
        latency: drops ? 0 : of("la_latency"),
        healthErrors: drops ? of("da_health_error_mask") : 0,
        random: drops && of("da_random") !== 0,
        dropAll: drops && of("da_drop_all") !== 0,
      });
    }
    case 1:
      lnet.faults.delete(kind, source, destination);
      return 0;
    case 2:
      lnet.faults.reset(kind);
      return 0;
    default: {
      const rules = lnet.faults.list(kind);
      if (rules.length === 0) return 0;
      const list = session.shown("fault", "array");
      for (const rule of rules) showRule(list.item(), rule);
      return 0;
    }
  }
}

function showRule(item: Tree, rule: FaultRule): void {
  const { counts } = rule;
  item.string("rule_type", rule.kind);
  item.string("fa_src", rule.source);
  item.string("fa_dst", rule.destination);
  item.string("fa_ptl_mask", rule.portals.toString());
  item.number("fa_msg_mask", rule.messages);
  if (rule.kind === "drop") {
    item.number("da_rate", rule.rate);
    item.number("da_interval", rule.interval);
    item.number("ds_dropped", counts.dropped);
  } else {
    item.number("la_rate", rule.rate);
    item.number("la_interval", rule.interval);
    item.number("la_latency", rule.latency);
    item.number("ls_delayed", counts.delayed);
  }
  for (const [key, count] of [
    ["fs_count", counts.total],
    ["fs_put", counts.put],
    ["fs_ack", counts.ack],
    ["fs_get", counts.get],
    ["fs_reply", counts.reply],
  ] as const)
    item.number(key, count);
}
