// SPDX-License-Identifier: GPL-2.0-or-later
// What must hold in every history, and what a test says must hold in its own.
import type { HistoryEvent } from "../lnetsim/kernel/history.ts";
import { lineOf } from "./history-text.ts";

export interface HistoryRules {
  /** NIDs of local NIs and peer NIs that a fault hits as long as the recording lasts: their health never rises. */
  faulted?: readonly string[];
  /** Nothing goes over an NI without link or with health 0, or to a peer NI with health 0, while there is another. Default true. */
  down?: boolean;
  /** Of all that could be chosen the best was: by health, priority, distance and so on, in the order of Decision. Default true. */
  selection?: boolean;
  /** Every health value is one from 0 to 1000. Default true. */
  range?: boolean;
  /** A message is sent again at most so often; default what retry_count was then. */
  resends?: number;
  /** Every credit that was taken came back. Not where messages are under way when the recording begins or ends. Default true. */
  credits?: boolean;
}

export interface Violation {
  rule: "faulted" | "down" | "selection" | "range" | "resends" | "credits";
  node: string;
  /** Seconds of the simulator's clock. */
  at: number;
  /** Of the NI or peer NI. */
  nid: string;
  text: string;
  /** What shows it. */
  event: HistoryEvent;
}

export function violations(events: readonly HistoryEvent[], rules: HistoryRules = {}): Violation[] {
  const { faulted = [], down = true, selection = true, range = true, credits = true, resends } = rules;
  return [
    ...events.flatMap((event) => [
      ...(event.kind === "health" ? risen(event, faulted) : []),
      ...(event.kind === "health" && range ? outOfRange(event) : []),
      ...(event.kind === "select" && down ? downChosen(event) : []),
      ...(event.kind === "select" && selection ? notTheBest(event) : []),
      ...(event.kind === "resend" ? tooOften(event, resends ?? event.limit) : []),
    ]),
    ...(credits ? creditsLost(events) : []),
  ];
}

type EventOf<K extends HistoryEvent["kind"]> = Extract<HistoryEvent, { kind: K }>;

function violation(rule: Violation["rule"], event: HistoryEvent, nid: string, text: string): Violation {
  return { rule, node: event.node, at: event.at, nid, text, event };
}

function risen(event: EventOf<"health">, faulted: readonly string[]): Violation[] {
  const { nid, from, to } = event;
  if (to <= from || !faulted.includes(nid)) return [];
  return [violation("faulted", event, nid, `the health of ${nid} rose from ${from} to ${to} while a fault hit it`)];
}

function tooOften(event: EventOf<"resend">, limit: number): Violation[] {
  const { resends, from } = event.message;
  return resends <= limit
    ? []
    : [violation("resends", event, from, `a message was sent again ${resends} times, and the limit is ${limit}`)];
}

function downChosen(event: EventOf<"select">): Violation[] {
  return event.decisions.flatMap(({ of, chosen, candidates }) => {
    const isDown = (values: Readonly<Record<string, number>>): boolean => values["fatal error"] === 1 || values["health"] === 0;
    const own = candidates.find(({ name }) => name === chosen);
    const other = candidates.find(({ values }) => !isDown(values));
    if (!own || !other || !isDown(own.values)) return [];
    const why = own.values["fatal error"] === 1 ? "has no link" : "has health 0";
    return [violation("down", event, chosen, `a message took ${of} ${chosen}, which ${why}, while there was ${other.name}`)];
  });
}

const HEALTH_MAX = 1000;

function outOfRange(event: EventOf<"health">): Violation[] {
  const { nid, to } = event;
  return to >= 0 && to <= HEALTH_MAX ? [] : [violation("range", event, nid, `the health of ${nid} is ${to}`)];
}

/** The values are what the candidates had when one was chosen, the lower the better, criterion by criterion. */
function notTheBest(event: EventOf<"select">): Violation[] {
  return event.decisions.flatMap(({ of, chosen, candidates }) => {
    const own = candidates.find(({ name }) => name === chosen);
    if (!own) return [];
    for (const other of candidates) {
      const criterion = Object.keys(own.values).find((one) => own.values[one] !== other.values[one]);
      if (criterion === undefined || own.values[criterion]! < other.values[criterion]!) continue;
      return [violation("selection", event, chosen, `a message took ${of} ${chosen}, while ${other.name} had the better ${criterion}`)];
    }
    return [];
  });
}

/** Of each NI and peer NI that messages went over: what it had before the first one, and after the last one. */
function creditsLost(events: readonly HistoryEvent[]): Violation[] {
  const all = new Map<string, { nid: string; began: number; ended: number; waiting: number; last: HistoryEvent }>();
  for (const event of events) {
    if (event.kind !== "select" && event.kind !== "send") continue;
    for (const which of ["ni", "peerNi"] as const) {
      const [nid, credits] = [event[which], event.credits[which]];
      const key = `${event.node} ${which} ${nid}`;
      const one = all.get(key) ?? { nid, began: credits, ended: credits, waiting: 0, last: event };
      all.set(key, one);
      if (event.kind === "send") one.ended = credits;
      one.waiting += event.kind === "select" ? 1 : -1;
      one.last = event;
    }
  }
  return [...all.values()].flatMap(({ nid, began, ended, waiting, last }) => {
    if (began === ended && waiting === 0) return [];
    const text =
      waiting === 0 ? `${nid} had ${began} credits and ends with ${ended}` : `${waiting} messages over ${nid} keep their credits`;
    return [violation("credits", last, nid, text)];
  });
}

/** Violations that are shown. */
const SHOWN = 10;

export function violationsText(all: readonly Violation[]): string {
  const lines = all
    .slice(0, SHOWN)
    .flatMap(({ node, at, text, rule, event }) => [`  ${rule}: ${node} at ${at.toFixed(6)} s: ${text}`, `    ${lineOf(event)}`]);
  if (all.length > SHOWN) lines.push(`  and ${all.length - SHOWN} more`);
  return [`expected a history without violations; there ${all.length === 1 ? "is" : "are"} ${all.length}:`, ...lines].join("\n");
}
