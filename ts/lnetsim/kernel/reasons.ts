// SPDX-License-Identifier: GPL-2.0-or-later
// Reasons in numbers: how often each net, gateway, NI and peer NI was taken or set aside, by which criterion, and what cost it health. For many messages they are far less than
// the history that they are counted from.
import { type Decision, difference } from "./decision.ts";
import type { HistoryEvent, Recorder } from "./history.ts";

export interface Reason {
  /** Who chose. */
  node: string;
  of: Decision["of"];
  /** NID, or name of a net. */
  name: string;
  what: "taken" | "set aside" | "lost health";
  /** The criterion, or what stood in its place (see Decision); of lost health, what failed. */
  by: string;
  times: number;
  /** Of what was set aside, by a criterion other than the turn: its least and greatest value, and those of what was taken instead. */
  values?: [number, number];
  taken?: [number, number];
}

export class ReasonRecorder implements Recorder {
  readonly onlyChoices = true;
  readonly #reasons = new Map<string, Reason>();
  lost = 0;

  constructor(readonly limit: number) {}

  get items(): Reason[] {
    return [...this.#reasons.values()];
  }

  add(event: HistoryEvent): void {
    if (event.kind === "select") for (const decision of event.decisions) this.#decided(event.node, decision);
    else if (event.kind === "health" && event.to < event.from)
      this.#count(event.node, event.local ? "ni" : "peer ni", event.nid, "lost health", event.why);
  }

  #decided(node: string, { of, chosen, by, candidates }: Decision): void {
    this.#count(node, of, chosen, "taken", by);
    const winner = candidates.find(({ name }) => name === chosen);
    if (!winner) return;
    for (const one of candidates) {
      if (one === winner) continue;
      const criterion = difference(winner, one) ?? "turn";
      const reason = this.#count(node, of, one.name, "set aside", criterion);
      if (criterion === "turn") continue;
      reason.values = widened(reason.values, one.values[criterion]!);
      reason.taken = widened(reason.taken, winner.values[criterion]!);
    }
  }

  #count(node: string, of: Decision["of"], name: string, what: Reason["what"], by: string): Reason {
    const key = `${node} ${of} ${name} ${what} ${by}`;
    let reason = this.#reasons.get(key);
    if (!reason) {
      reason = { node, of, name, what, by, times: 0 };
      if (this.#reasons.size < this.limit) this.#reasons.set(key, reason);
      else this.lost++;
    }
    reason.times++;
    return reason;
  }
}

const widened = (range: [number, number] | undefined, value: number): [number, number] =>
  range ? [Math.min(range[0], value), Math.max(range[1], value)] : [value, value];
