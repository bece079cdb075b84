// SPDX-License-Identifier: GPL-2.0-or-later
// lutf report FOLDER: results.yaml and the files of each test again, from events.jsonl, also of a run whose master died.

import { write } from "lutf:global";
import { readFile } from "lutf/fs";
import { parseEvents } from "../report/event-log.ts";
import { failing, type RunEvent, type Status } from "../report/events.ts";
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
  for (const event of events) {
    files.handle(event);
    shown.handle(event);
    if (event.event === "test-end") counts[event.status] = (counts[event.status] ?? 0) + 1;
  }
  await files.finish();
  if (events.at(-1)?.event !== "run-end") {
    write(
      2,
      `${path} has no end: the master died; tests that ran then are CRASH in results.yaml, those that had not begun are not in it\n`,
    );
    return exitCode.failed;
  }
  return [...failing].some((status) => counts[status]) ? exitCode.failed : exitCode.passed;
}
