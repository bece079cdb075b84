// SPDX-License-Identifier: GPL-2.0-or-later
import { distance } from "fastest-levenshtein";

/** The names that somebody who typed `wrong` may have meant, best first: at most `most` of them. */
export function nearNames(wrong: string, names: Iterable<string>, most = 5): string[] {
  const typed = wrong.toLowerCase();
  const far = Math.max(1, Math.floor(typed.length / 3));
  return [...new Set(names)]
    .map((name) => {
      const candidate = name.toLowerCase();
      return { name, cost: candidate.includes(typed) ? 0.5 : distance(typed, candidate) };
    })
    .filter(({ cost }) => cost <= far)
    .sort((a, b) => a.cost - b.cost || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** ` Did you mean a, b or c?`, or the whole list where nothing is near; to be put after a sentence. */
export function suggest(wrong: string, names: Iterable<string>): string {
  const all = [...new Set(names)];
  const near = nearNames(wrong, all);
  if (near.length > 0) return ` Did you mean ${alternatives(near)}?`;
  if (all.length === 0) return " There are none.";
  const shown = all.slice(0, 12);
  return ` There are ${shown.join(", ")}${all.length > shown.length ? ` and ${all.length - shown.length} more` : ""}.`;
}

function alternatives(names: string[]): string {
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}
