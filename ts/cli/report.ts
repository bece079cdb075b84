// SPDX-License-Identifier: GPL-2.0-or-later
// lutf report FOLDER: results.yaml and the files of each test again, from events.jsonl, also of a run whose master died.

import { write } from "lutf:global";
import { readFile } from "lutf/fs";
import { parseEvents } from "../report/event-log.ts";
import { failing, type RunEvent, type Status, type TestBegin } from "../report/events.ts";
import { LinesReporter } from "../report/lines-reporter.ts";
import { ResultFiles } from "../report/result-files.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";

export async function report(folder: string): Promise<ExitCode> {
  const path = `${folder}/events.jsonl`;
  let events: RunEvent[];
  try {
    events = parseEvents(await readFile(path, "utf8"));
  } catch (error) {
    throw error instanceof SyntaxError ? new Error(`${path}: ${error.message}`) : error;
  }
  const files = new ResultFiles(folder);
  const shown = new LinesReporter((text) => write(1, text), folder);
  const counts: { [status in Status]?: number } = {};
  const ended = events.at(-1)?.event === "run-end";
  for (const event of ended ? events : [...events, ...missingEnds(events)]) {
    if (event.event === "test-end") counts[event.status] = (counts[event.status] ?? 0) + 1;
    files.handle(event);
    shown.handle(event.event === "run-end" ? { ...event, counts } : event);
  }
  await files.finish();
  if (!ended) {
    write(
      2,
      `${path} has no end: the master died; tests that ran then are CRASH in results.yaml, those that had not begun are not in it\n`,
    );
    return exitCode.failed;
  }
  return [...failing].some((status) => counts[status]) ? exitCode.failed : exitCode.passed;
}

/** What a master that died did not write any more: the ends of the tests that ran, and of the run. */
function missingEnds(events: readonly RunEvent[]): RunEvent[] {
  const open = new Map<string, TestBegin>();
  let begun = "";
  let at = "";
  for (const event of events) {
    if ("at" in event) at = event.at;
    if (event.event === "run-begin") begun = event.at;
    if (event.event === "test-begin") open.set(event.test, event);
    if (event.event === "test-end") open.delete(event.test);
  }
  const seconds = (since: string): number => (since === "" ? 0 : Math.max(0, (Date.parse(at) - Date.parse(since)) / 1000));
  const ends = [...open.values()].map(
    ({ test, suite, script, repetition, at: since }): RunEvent => ({
      event: "test-end",
      at,
      test,
      suite,
      script,
      repetition,
      status: "CRASH",
      seconds: seconds(since),
      reason: "the master died while the test ran",
    }),
  );
  return [...ends, { event: "run-end", at, seconds: seconds(begun), counts: {}, interrupted: "the master died" }];
}
