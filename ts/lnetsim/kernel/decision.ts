// SPDX-License-Identifier: GPL-2.0-or-later
// Why a message took the way it took: what a choice was made of, and which criterion decided.
import type { Ni } from "./ni.ts";
import type { PeerNi } from "./peer.ts";

/** One that could be chosen. The lower value is better, criterion by criterion, in this order; what is better if it is more is negative. */
export interface Candidate {
  name: string;
  values: Readonly<Record<string, number>>;
}

/** One choice: of a net, a gateway, a local NI, a peer NI. */
export interface Decision {
  of: "net" | "gateway" | "ni" | "peer ni";
  chosen: string;
  /**
   * The criterion by which the last of the others dropped out; "only one", "order" (all were equal), "not the best X" (a bug of the simulator); or what took the
   * place of a choice: "source" (the sender said so), "answer" (it leaves from where it was asked), "way back" (the same, through a gateway), "heard from" (a peer that
   * is not multi-rail always hears from this one).
   */
  by: string;
  candidates: readonly Candidate[];
}

/** The first criterion in which they differ: that by which one goes before the other. */
export function difference(a: Candidate, b: Candidate): string | undefined {
  for (const criterion in a.values) if (a.values[criterion] !== b.values[criterion]) return criterion;
  return undefined;
}

/** Which criterion decided between all that there were. */
export function decide(of: Decision["of"], chosen: string, candidates: readonly Candidate[]): Decision {
  const winner = candidates.find(({ name }) => name === chosen);
  if (!winner || candidates.length === 1) return { of, chosen, by: "only one", candidates };
  const order = Object.keys(winner.values);
  let last = -1;
  for (const other of candidates) {
    if (other === winner) continue;
    const criterion = difference(winner, other);
    if (criterion === undefined) last = order.length;
    else if (other.values[criterion]! < winner.values[criterion]!) return { of, chosen, by: `not the best ${criterion}`, candidates };
    else last = Math.max(last, order.indexOf(criterion));
  }
  return { of, chosen, by: order[last] ?? "order", candidates };
}

/** No choice: something else said it. */
export const settled = (of: Decision["of"], chosen: string, by: "source" | "answer" | "heard from" | "way back"): Decision => ({
  of,
  chosen,
  by,
  candidates: [],
});

/** -1, no priority, is the lowest. */
export const rank = (priority: number | undefined): number => (priority === undefined || priority < 0 ? Number.MAX_SAFE_INTEGER : priority);

/** What niBefore() of selection.ts compares. */
export function niCandidate(ni: Ni, distance: number): Candidate {
  return {
    name: ni.nid,
    values: {
      "fatal error": Number(ni.fatalError),
      health: -ni.health,
      priority: rank(ni.udsp.nidPriority),
      distance,
      credits: -ni.txCredits,
      turn: ni.sequence,
    },
  };
}

/** What peerNiBefore() of selection.ts compares. */
export function peerNiCandidate(ni: Ni, one: PeerNi): Candidate {
  return {
    name: one.nid,
    values: {
      health: -one.health,
      priority: rank(one.udsp.nidPriority),
      preferred: -Number(one.udsp.preferredSources.includes(ni.nid)),
      credits: -one.txCredits,
      turn: one.sequence,
    },
  };
}
