// SPDX-License-Identifier: GPL-2.0-or-later
// For a terminal: a line as each test ends, and below them one that is redrawn: a bar, elapsed and expected time, what runs now.
import { limits } from "../limits.ts";
import type { Reporter, RunEvent, TestBegin } from "./events.ts";
import { title } from "./failure-text.ts";
import { nodeLine, nodesLine, testLine } from "./lines-reporter.ts";
import { type Paint, paint } from "./paint.ts";
import { Summary } from "./summary.ts";

const barWidth = 24;
/** A shorter one shows nothing. */
const barLeast = 4;

export interface Terminal {
  write(text: string): void;
  columns(): number;
  colours: boolean;
}

export class TerminalReporter implements Reporter {
  readonly #terminal: Terminal;
  readonly #paint: Paint;
  readonly #summary: Summary;
  /** Seconds that the whole run and each test took last time. */
  readonly #expected: ReadonlyMap<string, number>;
  readonly #running = new Map<string, { begin: TestBegin; since: number }>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #tests = 0;
  #done = 0;
  #since = 0;
  #expectedTotal = 0;

  constructor(terminal: Terminal, results: string, expected: ReadonlyMap<string, number>, planned: readonly string[]) {
    this.#terminal = terminal;
    this.#paint = paint(terminal.colours);
    this.#summary = new Summary(this.#paint, results);
    this.#expected = expected;
    // Of tests that never ran only their share is known: as long as the others on average.
    const known = planned.filter((name) => expected.has(name)).map((name) => expected.get(name)!);
    const sum = known.reduce((total, seconds) => total + seconds, 0);
    this.#expectedTotal = known.length === 0 ? 0 : (sum / known.length) * planned.length;
  }

  handle(event: RunEvent): void {
    this.#summary.handle(event);
    switch (event.event) {
      case "run-begin":
        this.#tests = event.tests;
        this.#since = performance.now();
        this.#timer = setInterval(() => this.#draw(), limits.redraw);
        break;
      case "nodes":
        this.#print(nodesLine(event));
        break;
      case "node":
        this.#print(nodeLine(event));
        break;
      case "test-begin":
        this.#running.set(event.test, { begin: event, since: performance.now() });
        this.#draw();
        break;
      case "test-end":
        this.#running.delete(event.test);
        this.#done++;
        this.#print(`${testLine(event, this.#paint)}\n`);
        break;
      case "run-end":
        clearInterval(this.#timer);
        this.#terminal.write(`\r\x1b[2K${this.#summary.text(event)}`);
        break;
    }
  }

  #print(lines: string): void {
    this.#terminal.write(`\r\x1b[2K${lines}${this.#status()}`);
  }

  #draw(): void {
    this.#terminal.write(`\r\x1b[2K${this.#status()}`);
  }

  #status(): string {
    const share = this.#tests === 0 ? 0 : this.#done / this.#tests;
    const elapsed = (performance.now() - this.#since) / 1000;
    const expected = this.#expectedTotal > 0 ? ` of ~${clock(Math.ceil(Math.max(elapsed, this.#expectedTotal)))}` : "";
    const running = [...this.#running.values()].map(({ begin, since }) => {
      const usual = this.#expected.get(title(begin));
      return `${title(begin)} ${Math.floor((performance.now() - since) / 1000)} s${usual === undefined ? "" : ` of ~${Math.ceil(usual)} s`}`;
    });
    const text = `${this.#done}/${this.#tests}  ${clock(elapsed)}${expected}  ${running.join(", ")}`;
    // The text says more than the bar, which gives way to it; below that the text is cut off.
    const width = Math.max(20, this.#terminal.columns() - 1);
    const bar = Math.min(barWidth, width - text.length - 3);
    if (bar < barLeast) return text.slice(0, width);
    const filled = Math.round(share * bar);
    return `[${"#".repeat(filled)}${"-".repeat(bar - filled)}] ${text}`;
  }
}

const clock = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
