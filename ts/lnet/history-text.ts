// SPDX-License-Identifier: GPL-2.0-or-later
// A history as text: one line an event, the same for the same run.
import { type Decision, difference } from "../lnetsim/kernel/decision.ts";
import type { HistoryEvent, HistoryMessage } from "../lnetsim/kernel/history.ts";

export function historyText(events: readonly HistoryEvent[]): string {
  return events.map((event) => `${lineOf(event)}\n`).join("");
}

/** "101.000020 agent1 select GET to 10.1.1.2@tcp: …" */
export function lineOf(event: HistoryEvent): string {
  return `${event.at.toFixed(6)} ${event.node} ${what(event)}`;
}

function what(event: HistoryEvent): string {
  switch (event.kind) {
    case "select":
      return `select ${overPath(event)}: ${event.decisions.map(decisionText).join("; ")}`;
    case "send":
      return `send ${overPath(event)}: ${event.outcome}${event.rule ? " by a fault rule" : ""}`;
    case "receive":
    case "forward":
      return `${event.kind} ${overPath(event)}`;
    case "lost":
      return `lost ${overPath(event)}: ${event.why === "link" ? "by its link" : "there is no such NI any more"}`;
    case "drop":
      return `drop ${overPath(event)}: ${event.why}`;
    case "resend":
      return `resend ${event.message.resends} of ${event.limit}: ${message(event.message)}`;
    case "no way":
      return `no way for ${message(event.message)}`;
    case "health":
      return `health of ${event.local ? "NI" : "peer NI"} ${event.nid} ${event.from} -> ${event.to}: ${event.why}`;
    case "ni":
      return `NI ${event.nid} is ${event.status}, its link ${event.link ? "up" : "down"}: ${event.why}`;
    case "credits":
      return `credits of ${event.local ? "NI" : "peer NI"} ${event.nid} ${event.left}: messages ${event.what}`;
  }
}

/** "GET 10.1.1.1@tcp -> 10.1.1.2@tcp (portal 0, 0 bytes)" */
function message({ type, from, to, portal, length }: HistoryMessage): string {
  return `${type.toUpperCase()} ${from === "" ? "" : `${from} `}-> ${to} (portal ${portal}, ${length} bytes)`;
}

/** With the NIs that it goes over now, if these are not its ends. */
function overPath({ kind, message: of, ni, peerNi }: HistoryEvent & { message: HistoryMessage; ni: string; peerNi: string }): string {
  const isEnds = [of.from, of.to].includes(ni) && [of.from, of.to].includes(peerNi);
  const arrow = kind === "select" || kind === "send" || kind === "lost" ? "->" : "<-";
  return `${message(of)}${isEnds ? "" : ` over ${ni} ${arrow} ${peerNi}`}`;
}

/** "ni 10.1.1.1@tcp by turn, over 10.1.2.1@tcp, 10.1.3.1@tcp (health 900)": where another criterion than the turn set one aside, its value. */
function decisionText({ of, chosen, by, candidates }: Decision): string {
  const winner = candidates.find(({ name }) => name === chosen);
  const others = candidates.flatMap((one) => {
    if (!winner || one === winner) return [];
    const criterion = difference(winner, one);
    return [
      criterion === undefined || criterion === "turn"
        ? one.name
        : `${one.name} (${criterion} ${valueText(criterion, one.values[criterion]!)})`,
    ];
  });
  return `${of} ${chosen} by ${by}${others.length === 0 ? "" : `, over ${others.join(", ")}`}`;
}

/** As LNet shows it: what is better if it is more was kept negative. */
export function valueText(criterion: string, value: number): string {
  if (criterion === "priority" && value === Number.MAX_SAFE_INTEGER) return "none";
  return `${["health", "credits", "preferred"].includes(criterion) && value !== 0 ? -value : value}`;
}
