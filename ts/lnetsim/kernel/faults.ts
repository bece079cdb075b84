// SPDX-License-Identifier: GPL-2.0-or-later
// Fault rules: what `lctl net_drop_*`, `net_delay_*` and `lnetctl fault` keep (lnetconfig-api.md §3.16). What they do to messages belongs to the network.
import { EINVAL } from "../errno.ts";

/** Bits of message types. */
export const FAULT_MESSAGES = { ACK: 1, PUT: 2, GET: 4, REPLY: 8 } as const;

export interface FaultRule {
  kind: "drop" | "delay";
  /** NIDs, "*@tcp" or "*". */
  source: string;
  destination: string;
  /** "*": any. */
  localNid: string;
  /** Bits of portals; 0: all. */
  portals: bigint;
  /** Bits of FAULT_MESSAGES; 0: all. */
  messages: number;
  /** One of so many messages; 0: by interval. */
  rate: number;
  /** Seconds; 0: by rate. */
  interval: number;
  /** Seconds, of a delay. */
  latency: number;
  /** Bits 1 << code. */
  healthErrors: number;
  random: boolean;
  dropAll: boolean;
  counts: { total: number; dropped: number; delayed: number; put: number; ack: number; get: number; reply: number };
}

export type NewFaultRule = Omit<FaultRule, "counts">;

export class FaultRules {
  #rules: FaultRule[] = [];

  list(kind: FaultRule["kind"]): readonly FaultRule[] {
    return this.#rules.filter((rule) => rule.kind === kind);
  }

  /** A new rule stands first. Exactly one of rate and interval, unless all is dropped; a latency for a delay; portals only for PUT and GET. */
  add(rule: NewFaultRule): number {
    if (rule.rate !== 0 && rule.interval !== 0) return -EINVAL;
    if (rule.rate === 0 && rule.interval === 0 && !rule.dropAll) return -EINVAL;
    if (rule.kind === "delay" && rule.latency <= 0) return -EINVAL;
    const { PUT, GET } = FAULT_MESSAGES;
    let { messages } = rule;
    if (rule.portals !== 0n) {
      if (messages === 0) messages = PUT | GET;
      else if ((messages & (PUT | GET)) === 0) return -EINVAL;
      else messages &= PUT | GET;
    }
    this.#rules.unshift({ ...rule, messages, counts: { total: 0, dropped: 0, delayed: 0, put: 0, ack: 0, get: 0, reply: 0 } });
    return 0;
  }

  /** Deletes the rules of this source and destination exactly ("*": whatever theirs is); tells how many. */
  delete(kind: FaultRule["kind"], source: string, destination: string): number {
    const before = this.#rules.length;
    this.#rules = this.#rules.filter(
      (rule) =>
        rule.kind !== kind || (source !== "*" && rule.source !== source) || (destination !== "*" && rule.destination !== destination),
    );
    return before - this.#rules.length;
  }

  /** Counts begin again. */
  reset(kind: FaultRule["kind"]): void {
    for (const rule of this.list(kind)) Object.assign(rule.counts, { total: 0, dropped: 0, delayed: 0, put: 0, ack: 0, get: 0, reply: 0 });
  }

  clear(): void {
    this.#rules = [];
  }
}
