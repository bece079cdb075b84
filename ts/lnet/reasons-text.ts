// SPDX-License-Identifier: GPL-2.0-or-later
// Reasons of selections as lines for a report.
import type { Reason } from "../lnetsim/kernel/reasons.ts";
import { valueText } from "./history-text.ts";

const AMONG: Readonly<Record<Reason["of"], string>> = { net: "nets", gateway: "gateways", ni: "its NIs", "peer ni": "peer NIs" };

/** What happens to every NI that is well. */
const ORDINARY: ReadonlySet<string> = new Set(["turn", "credits", "only one", "answer", "way back"]);

/** Any other reason is "by" its name. */
const PHRASES: Readonly<Record<string, string>> = {
  "fatal error": "for want of a link",
  "only one": "as the only one",
  order: "as the first of equals",
  answer: "as answers leave from where they were asked",
  source: "as the sender named it",
  "heard from": "as its peer, which is not multi-rail, always hears from it",
  "way back": "as the way back",
};

/**
 * What is said of the NIDs that surprised, and of their nets, and of those of the others that something out of the ordinary happened to: a paragraph for each node and each
 * kind of choice.
 */
export function reasonsText(reasons: readonly Reason[], surprising: readonly string[], others: Iterable<string> = []): string[] {
  if (reasons.length === 0) return [];
  const [told, asked] = [namesOf(surprising), namesOf(others)];
  for (const { name, by } of reasons) if (asked.has(name) && !ORDINARY.has(by)) told.add(name);
  const relevant = reasons.filter(({ name }) => told.has(name)).sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const never = [...new Set(surprising)].filter((nid) => !relevant.some(({ name, what }) => name === nid && what !== "lost health"));
  return [
    ...[...groups(relevant, ({ node, of }) => `${node} chose among ${AMONG[of]}`)].flatMap(([title, here]) => [
      `  ${title}:`,
      ...[...groups(here, ({ name }) => name)].map(([name, all]) => `    ${name} ${nameText(all)}`),
    ]),
    ...never.map((nid) => `  ${nid} was never there to be chosen`),
  ];
}

/** Choices in the order in which they are made. */
const place = ({ node, of, name }: Reason): string => `${node} ${Object.keys(AMONG).indexOf(of)} ${name}`;

/** NIDs and their nets. */
const namesOf = (nids: Iterable<string>): Set<string> => new Set([...nids].flatMap((nid) => [nid, nid.slice(nid.indexOf("@") + 1)]));

function groups(reasons: readonly Reason[], key: (reason: Reason) => string): Map<string, Reason[]> {
  const found = new Map<string, Reason[]>();
  for (const reason of reasons) found.set(key(reason), [...(found.get(key(reason)) ?? []), reason]);
  return found;
}

/** "set aside 10 times by health (500 to 900, not 1000), twice by turn; lost health once by local_dropped" */
function nameText(reasons: readonly Reason[]): string {
  return (["taken", "set aside", "lost health"] as const)
    .flatMap((what) => {
      const all = reasons.filter((reason) => reason.what === what).sort((a, b) => b.times - a.times);
      return all.length === 0 ? [] : [`${what} ${all.map(reasonText).join(", ")}`];
    })
    .join("; ");
}

function reasonText({ by, times, values, taken }: Reason): string {
  const often = times === 1 ? "once" : times === 2 ? "twice" : `${times} times`;
  return `${often} ${PHRASES[by] ?? `by ${by}`}${values && taken && by !== "fatal error" ? ` (${range(by, values)}, not ${range(by, taken)})` : ""}`;
}

function range(criterion: string, [least, most]: [number, number]): string {
  const [one, other] = [valueText(criterion, least), valueText(criterion, most)];
  if (one === other) return one;
  // What was kept negative is shown positive.
  return least < 0 ? `${other} to ${one}` : `${one} to ${other}`;
}
