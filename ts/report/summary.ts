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
  /** Of those that failed or left something behind. */
  readonly #told: string[] = [];
  #failed = false;
  #dirty = 0;
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
    if (event.dirty) this.#dirty++;
    if (event.dirty || failing.has(event.status))
      this.#told.push(failureText(begin, event, `${this.#results}/${testFolder(event)}`, this.#paint));
    this.#failed ||= failing.has(event.status);
  }

  text(end: RunEnd): string {
    const told = this.#told.map((text) => `${text}\n\n`).join("");
    const stopped = end.interrupted ? `stopped: ${end.interrupted}\n` : "";
    const seed = this.#failed && this.#seed !== undefined ? `seed: ${this.#seed}\n` : "";
    const dirty = this.#dirty > 0 ? `${this.#dirty} left LNet on their nodes other than they found it\n` : "";
    return `\n${told}${stopped}${seed}${dirty}results: ${this.#results}\n${countsLine(end)}\n`;
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
