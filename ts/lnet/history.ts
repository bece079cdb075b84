// SPDX-License-Identifier: GPL-2.0-or-later
// What happened on a simulated network, with reasons: `import { history } from "lutf/history"`.
import { LnetRefused } from "native:lnetconfig";
import type { HistoryEvent } from "../lnetsim/kernel/history.ts";
import { AssertionError } from "./assertion-error.ts";
import { type HistoryRules, violations, violationsText } from "./history-check.ts";
import { historyText } from "./history-text.ts";
import { askSimulator } from "./simulator.ts";
import { type NodeOrBed, nodeOf } from "./traffic-nodes.ts";

export type { Candidate, Decision } from "../lnetsim/kernel/decision.ts";
export type { DropReason, HistoryEvent, HistoryMessage } from "../lnetsim/kernel/history.ts";
export type { HistoryRules, Violation } from "./history-check.ts";

export interface Recording {
  /** Ends it and gives what happened, in order; a second call gives the same. */
  stop(): Promise<HistoryEvent[]>;
}

/** Events that a recording keeps; a message that is sent, received and answered makes six. */
const LIMIT = 100_000;
/** Events that are fetched at a time: a reply has at most 64 MiB. */
const PAGE = 20_000;

async function record(nodes: readonly NodeOrBed[], { limit = LIMIT }: { limit?: number } = {}): Promise<Recording> {
  if (nodes.length === 0) throw new TypeError("history.record: at least one node is wanted");
  const started = await askSimulator({ action: "history_start", nodes: nodes.map((one) => nodeOf(one).name), limit });
  if (started === undefined)
    throw new LnetRefused(
      'history.record: only a simulated LNet can be recorded, and LNet is not simulated in this run; requires.lnet: { provider: "simulated" } makes such a script a SKIP',
      "history.record",
    );
  const { recording } = started as { recording: number };
  let stopped: Promise<HistoryEvent[]> | undefined;
  return {
    stop() {
      stopped ??= fetchAndEnd(recording, limit);
      return stopped;
    },
  };
}

async function fetchAndEnd(recording: number, limit: number): Promise<HistoryEvent[]> {
  const all: HistoryEvent[] = [];
  for (;;) {
    const request = { action: "history_read", recording, from: all.length, count: PAGE };
    const { events, lost } = (await askSimulator(request)) as { events: string; lost: number };
    const page = JSON.parse(events) as HistoryEvent[];
    all.push(...page);
    if (page.length === PAGE) continue;
    await askSimulator({ action: "history_stop", recording });
    if (lost > 0)
      throw new RangeError(
        `history: ${all.length + lost} events are more than the ${limit} of this recording; record for a shorter time, fewer nodes, or with { limit: ${all.length + lost} }`,
      );
    return all;
  }
}

/**
 * The history of a simulated network.
 *
 * @example
 * const [a, b] = await testbed({ nodes: 2, nics: 2, discover: true });
 * const recording = await history.record([a, b]);
 * await a.lnet.ping(b.nid(0));
 * const events = await recording.stop();
 * expect(events.filter(({ kind, node }) => kind === "select" && node === a.node.name).length).toBe(1);
 * history.check(events);
 */
export const history = {
  /**
   * Records what happens on these nodes from now on, at most `limit` events (100000, up to 1000000): stop() rejects with RangeError if there were more. Rejects
   * with LnetRefused where LNet is not simulated.
   */
  record,
  /** Throws an AssertionError that names every violation: its node, time, NI, and the event that shows it. */
  check(events: readonly HistoryEvent[], rules: HistoryRules = {}): void {
    const found = violations(events, rules);
    if (found.length > 0) throw new AssertionError(violationsText(found));
  },
  violations,
  /** One line an event; the same text for the same run. */
  toText: historyText,
} as const;
