// SPDX-License-Identifier: GPL-2.0-or-later
// What happened on the network: kept only while somebody records, and of the nodes he named. A node that nobody records has no history: `node.history?.add({…})` makes nothing then.
// Choices, and what changes health, go to `node.choices`: often that is all that is recorded, and no event is made of what becomes of each message.
import type { Clock } from "../clock.ts";
import type { SimulatedNode } from "../node.ts";
import type { Decision } from "./decision.ts";

/** What a message is called. */
export interface HistoryMessage {
  type: string;
  /** "": no NI was chosen yet. */
  from: string;
  to: string;
  portal: number;
  /** Bytes. */
  length: number;
  /** Times it was sent again. */
  resends: number;
}

/** A fault rule; no portal for it here; a route back that is not the way it came; it is for another node and this one does not forward. */
export type DropReason = "rule" | "nobody waits" | "asymmetrical" | "no router";

export interface PathCredits {
  ni: number;
  peerNi: number;
}

/** `at`: seconds of the simulator's clock. */
export type HistoryEvent = { at: number; node: string } /** `credits`: before it takes one of each. */ & (
  | { kind: "select"; message: HistoryMessage; ni: string; peerNi: string; credits: PathCredits; decisions: readonly Decision[] }
  /** There was no way. */
  | { kind: "no way"; message: HistoryMessage }
  /** It has left its NI: `outcome` "ok", or how it failed; `rule`: by a fault rule; `credits`: after both have come back. */
  | { kind: "send"; message: HistoryMessage; ni: string; peerNi: string; credits: PathCredits; outcome: string; rule: boolean }
  | { kind: "resend"; message: HistoryMessage; limit: number }
  | { kind: "receive"; message: HistoryMessage; ni: string; peerNi: string }
  | { kind: "forward"; message: HistoryMessage; ni: string; peerNi: string }
  | { kind: "drop"; message: HistoryMessage; ni: string; peerNi: string; why: DropReason }
  /** From `ni`: on its link, as the topology says, or because the NI that it was for, `peerNi`, had gone. */
  | { kind: "lost"; message: HistoryMessage; ni: string; peerNi: string; why: "link" | "no NI" }
  | { kind: "health"; nid: string; local: boolean; from: number; to: number; why: string }
  | { kind: "ni"; nid: string; status: string; link: boolean; why: string }
  /** None was left, so a message waits; or one that waited goes on. */
  | { kind: "credits"; nid: string; local: boolean; left: number; what: "wait" | "go on" }
);

type Untimed<E> = E extends unknown ? Omit<E, "at" | "node"> : never;

/** Is told of events and makes items of them. */
export interface Recorder {
  /** It wants only what goes to `node.choices`. */
  readonly onlyChoices: boolean;
  add(event: HistoryEvent): void;
  readonly items: readonly object[];
  /** How many more there were than it keeps. */
  readonly lost: number;
}

/** Keeps the first `limit` events. */
export class EventRecorder implements Recorder {
  readonly onlyChoices = false;
  readonly items: HistoryEvent[] = [];
  lost = 0;

  constructor(readonly limit: number) {}

  add(event: HistoryEvent): void {
    if (this.items.length < this.limit) this.items.push(event);
    else this.lost++;
  }
}

/** Of one node, while somebody records it. */
export class NodeHistory {
  constructor(
    private readonly node: string,
    private readonly clock: Clock,
    readonly recorders: readonly Recorder[],
  ) {}

  add(event: Untimed<HistoryEvent>): void {
    const whole = { at: this.clock.now, node: this.node, ...event } as HistoryEvent;
    for (const recorder of this.recorders) recorder.add(whole);
  }
}

/** All recordings of a simulation, by number. */
export class Histories {
  readonly #recordings = new Map<number, { nodes: readonly SimulatedNode[]; recorder: Recorder }>();
  #last = 0;

  /** The recorder hears of these nodes from now on. */
  start(nodes: readonly SimulatedNode[], recorder: Recorder): number {
    this.#recordings.set(++this.#last, { nodes, recorder });
    for (const node of nodes) this.#tell(node);
    return this.#last;
  }

  find(number: number): Recorder | undefined {
    return this.#recordings.get(number)?.recorder;
  }

  stop(number: number): void {
    const nodes = this.#recordings.get(number)?.nodes ?? [];
    this.#recordings.delete(number);
    for (const node of nodes) this.#tell(node);
  }

  /** Ends the recordings of this node: a test has left them behind. */
  forget(node: SimulatedNode): void {
    for (const [number, { nodes }] of this.#recordings) if (nodes.includes(node)) this.stop(number);
  }

  #tell(node: SimulatedNode): void {
    const recorders = [...this.#recordings.values()].flatMap(({ nodes, recorder }) => (nodes.includes(node) ? [recorder] : []));
    const historyOf = (some: readonly Recorder[]): NodeHistory | undefined =>
      some.length > 0 ? new NodeHistory(node.name, node.cluster.clock, some) : undefined;
    node.choices = historyOf(recorders);
    node.history = historyOf(recorders.filter(({ onlyChoices }) => !onlyChoices));
  }
}
