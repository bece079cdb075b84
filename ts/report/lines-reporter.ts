// SPDX-License-Identifier: GPL-2.0-or-later
// For logs and pipes: one plain line as each test ends.
import { failing, type Reporter, type RunEvent } from "./events.ts";
import { label, title } from "./failure-text.ts";
import { type Paint, paint } from "./paint.ts";
import { Summary } from "./summary.ts";

export class LinesReporter implements Reporter {
  readonly #write: (text: string) => void;
  readonly #paint: Paint;
  readonly #summary: Summary;
  #tests = 0;
  #done = 0;

  constructor(write: (text: string) => void, results: string, colours = false) {
    this.#write = write;
    this.#paint = paint(colours);
    this.#summary = new Summary(this.#paint, results);
  }

  handle(event: RunEvent): void {
    this.#summary.handle(event);
    switch (event.event) {
      case "run-begin":
        this.#tests = event.tests;
        break;
      case "nodes":
        this.#write(nodesLine(event));
        break;
      case "node":
        this.#write(nodeLine(event));
        break;
      case "test-end":
        this.#write(`[${String(++this.#done).padStart(String(this.#tests).length)}/${this.#tests}] ${testLine(event, this.#paint)}\n`);
        break;
      case "run-end":
        this.#write(this.#summary.text(event));
        break;
    }
  }
}

export const nodesLine = ({ nodes, seconds }: Extract<RunEvent, { event: "nodes" }>): string =>
  nodes.length === 0
    ? ""
    : `${nodes.length === 1 ? "1 agent" : `${nodes.length} agents`} ready in ${seconds.toFixed(2)} s: ${named(nodes.map(({ name }) => name))}\n`;

/** The first of them are an example; the rest is a number. */
const named = (names: string[]): string =>
  names.length <= namesShown ? names.join(", ") : `${names.slice(0, namesShown).join(", ")} and ${names.length - namesShown} more`;

/** An agent that comes back says what ended the process it was before. */
export const nodeLine = ({ node, state, detail }: Extract<RunEvent, { event: "node" }>): string =>
  state === "alive"
    ? `node ${node} is back${detail ? ` after ${detail}` : ""}\n`
    : `node ${node} is ${state}${detail ? `: ${detail}` : ""}\n`;

const namesShown = 8;
/** As wide as "TIMEOUT"; the two longer ones are rare. */
const statusWidth = 7;
/** Most names fit; what follows stands below each other then. */
const nameWidth = 32;

/** `PASS  samples/print  0.01 s`, with the reason where there is one. */
export function testLine(end: Extract<RunEvent, { event: "test-end" }>, colour: Paint): string {
  const why = end.reason ?? (failing.has(end.status) && end.error ? `${end.error.name}: ${end.error.message.split("\n")[0]}` : undefined);
  return `${colour.status(end.status, label(end.status).padEnd(statusWidth))}  ${title(end).padEnd(nameWidth)}  ${colour.dim(`${end.seconds.toFixed(2)} s`)}${why ? `  ${why.split("\n")[0]}` : ""}`;
}
