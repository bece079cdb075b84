// SPDX-License-Identifier: GPL-2.0-or-later
// traffic.expect(): how messages were spread over NIs, and what is said if that is not what was wanted.
import { AssertionError } from "./assertion-error.ts";
import type { Counts } from "./traffic-counters.ts";

export interface OverOptions {
  /** Part of its share that an NI may have less or more: 0.1, the default, is 10 %. */
  tolerance?: number;
  /** Messages that all of them together must have; default what they have, at least 1. */
  total?: number;
  /** Shares, one for each NID: `[2, 1]` is two thirds and one third. Default equal ones. */
  weights?: readonly number[];
}

/** What can be said of the messages of NIs; each check throws an AssertionError that shows all of them. */
export interface Spread {
  /** Each of these has its share of their messages. There must be some. */
  over(nids: readonly string[], options?: OverOptions): Spread;
  /** All messages are at these, and none, or at most so many, elsewhere. There must be some. */
  only(nids: readonly string[], options?: { atMost?: number }): Spread;
  /** None of these has any, or each at most so many. */
  none(nids: readonly string[], options?: { atMost?: number }): Spread;
}

/** What is known of counts beside their numbers. */
export interface Background {
  /** "agent1, sent by local NI". */
  title: string;
  /** By NID. */
  nis: ReadonlyMap<string, { health?: number; status?: string }>;
  /** Lines that tell why messages took these NIs, if that is known. */
  explain(surprising: readonly string[]): string[];
}

const backgrounds = new WeakMap<Counts, Background>();

/** Counts about which a failed check can tell more. */
export function withBackground(counts: Counts, background: Background): Counts {
  backgrounds.set(counts, background);
  return counts;
}

interface Range {
  least: number;
  most: number;
}

export function expectSpread(counts: Counts): Spread {
  const spread: Spread = {
    over(nids, { tolerance = 0.1, total, weights } = {}) {
      checkNids("over", nids);
      if (!(tolerance >= 0)) throw new RangeError(`over: tolerance ${tolerance} is no part of a share; 0.1 is 10 %`);
      if (weights && (weights.length !== nids.length || !weights.every((weight) => weight > 0)))
        throw new RangeError(`over: ${nids.length} NIDs want as many weights, each above 0, not ${JSON.stringify(weights)}`);
      const all = total ?? Math.max(1, count(counts, nids));
      const parts = weights ?? nids.map(() => 1);
      const whole = parts.reduce((sum, part) => sum + part, 0);
      const wanted = new Map(nids.map((nid, index) => [nid, share((all * parts[index]!) / whole, tolerance)]));
      const how = `over ${nids.join(", ")}${weights ? ` as ${weights.join(":")}` : " evenly"} ± ${Math.round(tolerance * 100)} %`;
      check(counts, `${total === undefined ? "messages" : `${total} messages`} ${how}`, wanted);
      return spread;
    },
    only(nids, { atMost = 0 } = {}) {
      checkNids("only", nids);
      const others = Object.keys(counts).filter((nid) => !nids.includes(nid));
      // Where nothing is sent at all, nothing is proved.
      const wanted = new Map<string, Range>(others.map((nid) => [nid, { least: 0, most: atMost }]));
      if (count(counts, nids) === 0) for (const nid of nids) wanted.set(nid, { least: 1, most: Number.POSITIVE_INFINITY });
      check(counts, `messages only at ${nids.join(", ")}`, wanted, nids);
      return spread;
    },
    none(nids, { atMost = 0 } = {}) {
      checkNids("none", nids);
      check(
        counts,
        `${atMost === 0 ? "no messages" : `at most ${atMost} messages`} at ${nids.join(", ")}`,
        new Map(nids.map((nid) => [nid, { least: 0, most: atMost }])),
      );
      return spread;
    },
  };
  return spread;
}

function checkNids(what: string, nids: readonly string[]): void {
  if (nids.length === 0) throw new RangeError(`${what}: at least one NID is wanted`);
  if (nids.includes(undefined as unknown as string)) throw new RangeError(`${what}: one of the NIDs is undefined`);
  if (new Set(nids).size < nids.length) throw new RangeError(`${what}: a NID stands twice in ${nids.join(", ")}`);
}

const count = (counts: Counts, nids: readonly string[]): number => nids.reduce((sum, nid) => sum + (counts[nid] ?? 0), 0);

/** Whole messages: a share of 3.33 may always be 3 or 4. */
function share(exact: number, tolerance: number): Range {
  return { least: Math.floor(exact * (1 - tolerance)), most: Math.ceil(exact * (1 + tolerance)) };
}

/** `missed`: NIDs that were wanted, whose messages went elsewhere. */
function check(counts: Counts, what: string, wanted: ReadonlyMap<string, Range>, missed: readonly string[] = []): void {
  const number = (nid: string): number => counts[nid] ?? 0;
  const wrong = [...wanted].filter(([nid, { least, most }]) => number(nid) < least || number(nid) > most);
  if (wrong.length === 0) return;
  const background = backgrounds.get(counts);
  const first = wrong[0]!;
  const title = background?.title ?? "messages by NI";
  const rows = [...new Set([...Object.keys(counts), ...wanted.keys()])].map((nid) => {
    const range = wanted.get(nid);
    const ni = background?.nis.get(nid);
    const mark = wrong.some(([one]) => one === nid) ? "<" : "";
    const { health = "", status = background && !ni ? "not there" : "" } = ni ?? {};
    return [nid, `${number(nid)}`, range ? text(range) : "", mark, `${health}`, status];
  });
  const reasons = background?.explain([...wrong.map(([nid]) => nid), ...missed]) ?? [];
  throw new AssertionError(
    [
      `expected ${what}: ${first[0]} has ${number(first[0])}, wanted ${text(first[1])}`,
      "",
      ...table([title, "messages", "wanted", "", "health", "status"], rows),
      ...(reasons.length > 0 ? ["", ...reasons] : []),
    ].join("\n"),
  );
}

function text({ least, most }: Range): string {
  if (least === most) return `${least}`;
  if (most === Number.POSITIVE_INFINITY) return `${least} or more`;
  return least === 0 ? `at most ${most}` : `${least} to ${most}`;
}

/** Numbers stand at the right of their column. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const used = head.map((_, column) => rows.some((row) => row[column] !== ""));
  const all = [head, ...rows].map((row) => row.filter((_, column) => used[column]));
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all.map((row, line) =>
    `  ${row.map((cell, column) => (line > 0 && /^\d+$/.test(cell) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join("  ")}`.trimEnd(),
  );
}
