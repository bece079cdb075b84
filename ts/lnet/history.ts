// SPDX-License-Identifier: GPL-2.0-or-later
// What happened on a simulated network, with reasons: `import { history } from "lutf/history"`.
import { LnetRefused } from "native:lnetconfig";
import type { HistoryEvent } from "../lnetsim/kernel/history.ts";
import { AssertionError } from "./assertion-error.ts";
import { type HistoryRules, violations, violationsText } from "./history-check.ts";
import { historyText } from "./history-text.ts";
import { type NodeOrBed, nodeOf } from "./node-or-bed.ts";
import { startRecording } from "./recording.ts";

export type { Candidate, Decision } from "../lnetsim/kernel/decision.ts";
export type { DropReason, HistoryEvent, HistoryMessage } from "../lnetsim/kernel/history.ts";
export type { HistoryRules, Violation } from "./history-check.ts";

export interface Recording {
  /** Ends it and gives what happened, in order; a second call gives the same. */
  stop(): Promise<HistoryEvent[]>;
}

/** Events that a recording keeps; a message that is sent and received makes three. */
const LIMIT = 100_000;
/** What `limit` may be: more would be gigabytes in the simulator. */
const MOST = 1_000_000;

async function record(nodes: readonly NodeOrBed[], { limit = LIMIT }: { limit?: number } = {}): Promise<Recording> {
  if (nodes.length === 0) throw new TypeError("history.record: at least one node is wanted");
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) throw new RangeError(`history.record: limit ${limit} is not 1 to ${MOST}`);
  const names = nodes.map((one) => nodeOf(one).name);
  const running = await startRecording<HistoryEvent>("events", names, limit);
  const real = names.filter((name) => !running?.nodes.includes(name));
  if (!running || real.length > 0) {
    await running?.stop();
    throw new LnetRefused(
      `history.record: only a simulated LNet can be recorded, and that of ${real.join(", ")} is not simulated; requires.lnet: { provider: "simulated" } makes such a script a SKIP`,
      "history.record",
    );
  }
  const stop = async (): Promise<HistoryEvent[]> => {
    const { items, lost } = await running.stop();
    const all = items.length + lost;
    if (lost === 0) return items;
    const more = all <= MOST ? `, or with { limit: ${all} }` : "";
    throw new RangeError(
      `history: ${all} events are more than the ${limit} of this recording; record for a shorter time or fewer nodes${more}`,
    );
  };
  let stopped: Promise<HistoryEvent[]> | undefined;
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
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
