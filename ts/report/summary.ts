// SPDX-License-Identifier: GPL-2.0-or-later
// The end of a run as text: what failed, in full, then the counts.
import { failing, type RunEnd, type RunEvent, type Status, type TestBegin } from "./events.ts";
import { failureText, label } from "./failure-text.ts";
import type { Paint } from "./paint.ts";
import { testFolder } from "./result-files.ts";

/** Collects what the end of a run has to say; told every event. */
export class Summary {
  readonly #paint: Paint;
  readonly #results: string;
  readonly #begun = new Map<string, TestBegin>();
  readonly #failures: string[] = [];
  #seed: number | undefined;

  /** `results`: the results folder as people reach it. */
  constructor(paint: Paint, results: string) {
    this.#paint = paint;
    this.#results = results;
  }

  handle(event: RunEvent): void {
    if (event.event === "run-begin") this.#seed = event.seed;
    if (event.event === "test-begin") this.#begun.set(event.test, event);
    if (event.event !== "test-end") return;
    const begin = this.#begun.get(event.test)!;
    this.#begun.delete(event.test);
    if (failing.has(event.status)) this.#failures.push(failureText(begin, event, `${this.#results}/${testFolder(event)}`, this.#paint));
  }

  text(end: RunEnd): string {
    const failures = this.#failures.map((failure) => `${failure}\n\n`).join("");
    const stopped = end.interrupted ? `stopped: ${end.interrupted}\n` : "";
    const seed = this.#failures.length > 0 && this.#seed !== undefined ? `seed: ${this.#seed}\n` : "";
    return `\n${failures}${stopped}${seed}results: ${this.#results}\n${countsLine(end)}\n`;
  }
}

const groups: [what: string, statuses: Status[]][] = [
  ["passed", ["PASS", "EXPECTED_FAILURE"]],
  ["failed", [...failing]],
  ["skipped", ["SKIP"]],
];

/** `12 passed, 1 failed, 2 skipped`, which programs read too, and the time. */
export function countsLine({ counts, seconds }: RunEnd): string {
  const total = (statuses: Status[]): number => statuses.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const special = (["EXPECTED_FAILURE", "UNEXPECTED_PASS", "TIMEOUT", "CRASH"] as const).filter((status) => counts[status]);
  const detail = special.map((status) => `${counts[status]} ${label(status).toLowerCase()}`).join(", ");
  return (
    `${detail === "" ? "" : `(${detail})\n`}in ${seconds.toFixed(2)} s\n` +
    groups
      .filter(([what, statuses]) => what !== "skipped" || total(statuses) > 0)
      .map(([what, statuses]) => `${total(statuses)} ${what}`)
      .join(", ")
  );
}
