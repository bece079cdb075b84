// SPDX-License-Identifier: GPL-2.0-or-later
// Fault rules: what `lctl net_drop_*`, `net_delay_*` and `lnetctl fault` keep, and what they do to messages (lnetconfig-api.md §3.16, golden/35_faults/facts.md).
import { EINVAL } from "../errno.ts";
import type { Random } from "../random.ts";
import type { MessageType } from "./counters.ts";
import { type Message, OUTCOME, type Outcome } from "./message.ts";
import { netOf } from "./nid-text.ts";

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

/** Where a rule stands in its groups of `rate` messages, or in its intervals. */
interface Position {
  /** Messages of this group so far, and which of them it is. */
  seen: number;
  chosen: number;
  /** When the next one is due. */
  due: number;
}

const BITS: Readonly<Record<MessageType, number>> = { ack: 1, put: 2, get: 4, reply: 8, hello: 0 };

export class FaultRules {
  #rules: FaultRule[] = [];
  readonly #positions = new WeakMap<FaultRule, Position>();

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

  // ---- what they do ----

  /** There are none: nobody need be asked. */
  get isEmpty(): boolean {
    return this.#rules.length === 0;
  }

  /** Drop rules with health errors act where a message is sent, which then fails so; undefined: it does not. */
  onSend(message: Message, random: Random, now: number): Outcome | undefined {
    for (const rule of this.#rules) {
      if (rule.kind !== "drop" || rule.healthErrors === 0 || !this.#hits(rule, message, random, now, undefined)) continue;
      return outcomeOf(rule.healthErrors, random);
    }
    return undefined;
  }

  /** The others act where it arrives. */
  onReceive(message: Message, random: Random, now: number, nid: string): boolean {
    return (
      this.#rules.length > 0 &&
      this.#rules.some((rule) => rule.kind === "drop" && rule.healthErrors === 0 && this.#hits(rule, message, random, now, nid))
    );
  }

  /** Seconds that it is held up, where it is sent (`nid` undefined) and where it arrives. The kernel lets go of messages on whole seconds. */
  delay(message: Message, random: Random, now: number, nid: string | undefined): number {
    const rule = this.#rules.find((one) => one.kind === "delay" && this.#hits(one, message, random, now, nid));
    return rule ? Math.ceil(now + rule.latency) - now : 0;
  }

  /**
   * The newest rule is asked first; a message that one lets pass is offered to the next. `nid`: of ours, where it has arrived; a rule for one never matches what is
   * sent (golden/33_health/018).
   */
  #hits(rule: FaultRule, message: Message, random: Random, now: number, nid: string | undefined): boolean {
    if (!matchesNid(rule.source, message.from) || !matchesNid(rule.destination, message.to)) return false;
    if (rule.localNid !== "*" && (nid === undefined || !matchesNid(rule.localNid, nid))) return false;
    if (rule.messages !== 0 && (rule.messages & BITS[message.type]) === 0) return false;
    if (
      rule.portals !== 0n &&
      ((message.type !== "put" && message.type !== "get") || (rule.portals & (1n << BigInt(message.portal))) === 0n)
    )
      return false;
    if (!rule.random) rule.counts.total++;
    if (!this.#chosen(rule, random, now)) return false;
    if (rule.kind === "drop") rule.counts.dropped++;
    else rule.counts.delayed++;
    if (message.type !== "hello") rule.counts[message.type]++;
    return true;
  }

  #chosen(rule: FaultRule, random: Random, now: number): boolean {
    if (rule.dropAll) return true;
    if (rule.random) return random.below(2) === 0;
    let position = this.#positions.get(rule);
    if (!position) {
      position = { seen: 0, chosen: rule.rate > 0 ? random.below(rule.rate) : 0, due: now + random.below(rule.interval || 1) };
      // Of the first two, the first (lnetconfig-api.md §3.16).
      if (rule.rate === 2) position.chosen = 0;
      this.#positions.set(rule, position);
    }
    if (rule.rate > 0) {
      const hit = position.seen === position.chosen;
      if (++position.seen === rule.rate) {
        position.seen = 0;
        position.chosen = random.below(rule.rate);
      }
      return hit;
    }
    if (now < position.due) return false;
    position.due = (Math.floor(now / rule.interval) + 1) * rule.interval + random.below(rule.interval);
    return true;
  }
}

/** "*", "*@tcp" or a NID. */
function matchesNid(pattern: string, nid: string): boolean {
  return pattern === "*" || pattern === nid || (pattern.startsWith("*@") && netOf(nid) === pattern.slice(2));
}

/** One of the errors whose bits are set. */
function outcomeOf(bits: number, random: Random): Outcome {
  const codes = Object.values(OUTCOME).filter((code) => code !== OUTCOME.OK && (bits & (1 << code)) !== 0);
  return codes[random.below(codes.length)] ?? OUTCOME.LOCAL_INTERRUPT;
}
