// SPDX-License-Identifier: GPL-2.0-or-later
// results.yaml and the files of each test, made from the events alone: live during a run, or from events.jsonl afterwards.

import { stringify } from "lutf:yaml";
import { mkdir, rename } from "lutf/fs";
import {
  type Failure,
  failing,
  type Json,
  type Reporter,
  type RunBegin,
  type RunEvent,
  type Status,
  type Step,
  type TestBegin,
  type TestEnd,
} from "./events.ts";
import { TextFile, writeText } from "./text-file.ts";

/** Where a run of a script leaves its files, below the results folder. */
export const testFolder = (test: { suite: string; script: string; repetition: number }): string => `${test.suite}/${rowName(test)}`;

const rowName = ({ script, repetition }: { script: string; repetition: number }): string =>
  repetition > 1 ? `${script}#${repetition}` : script;

interface Row {
  name: string;
  status: Status;
  duration: number;
  return_code: number;
  error: string | null;
  reason?: string;
}
interface SuiteRows {
  name: string;
  description: string;
  path: string;
  begun: string;
  ended: string;
  rows: [index: number, row: Row][];
}
interface Running {
  begin: TestBegin;
  row: Row;
  console?: TextFile;
  steps: Step[];
  records: { [key: string]: Json };
  attachments: string[];
}

export class ResultFiles implements Reporter {
  readonly #folder: string;
  readonly #suites = new Map<string, SuiteRows>();
  readonly #tests = new Map<string, Running>();
  #writing: Promise<void>[] = [];
  #run: RunBegin | undefined;
  #last = "";

  constructor(folder: string) {
    this.#folder = folder;
  }

  handle(event: RunEvent): void {
    if ("at" in event) this.#last = event.at;
    switch (event.event) {
      case "run-begin":
        this.#run = event;
        break;
      case "suite-begin":
        this.#suites.set(event.suite, {
          name: event.suite,
          description: event.description,
          path: event.path,
          begun: event.at,
          ended: event.at,
          rows: [],
        });
        break;
      case "test-begin":
        this.#begin(event);
        break;
      case "output":
        this.#output(event);
        break;
      case "step":
        this.#tests.get(event.test)?.steps.push(event);
        break;
      case "record":
        this.#tests.get(event.test)!.records[event.key] = event.value;
        break;
      case "attach":
        this.#tests.get(event.test)?.attachments.push(event.name);
        break;
      case "test-end":
        this.#end(event);
        break;
    }
  }

  #begin(begin: TestBegin): void {
    // Until it ends it has not: that is what the file says if the master dies.
    const row: Row = { name: rowName(begin), status: "CRASH", duration: 0, return_code: 1, error: "the master died while the test ran" };
    this.#suites.get(begin.suite)!.rows.push([begin.index, row]);
    this.#tests.set(begin.test, { begin, row, steps: [], records: {}, attachments: [] });
  }

  #output({ test, at, node, level, text }: Extract<RunEvent, { event: "output" }>): void {
    const running = this.#tests.get(test);
    if (!running) return;
    running.console ??= new TextFile(`${this.#folder}/${testFolder(running.begin)}/console.log`, "w");
    running.console.write(`${at.slice(11, 23)} ${node} ${level === "log" ? "" : `${level}: `}${text}\n`);
  }

  #end(end: TestEnd): void {
    const running = this.#tests.get(end.test)!;
    Object.assign(running.row, {
      status: end.status,
      duration: end.seconds,
      return_code: returnCode(end),
      error: end.error ? oneLine(end.error) : failing.has(end.status) ? (end.reason ?? end.status) : null,
      ...(end.reason === undefined ? {} : { reason: end.reason }),
    });
    this.#suites.get(end.suite)!.ended = end.at;
    this.#later(this.#writeTest(running, end));
    this.#tests.delete(end.test);
  }

  /** finish() waits for it, and throws what went wrong. */
  #later(writing: Promise<void>): void {
    writing.catch(() => undefined);
    this.#writing.push(writing);
  }

  async #writeTest({ begin, row, console, steps, records, attachments }: Running, end: TestEnd | undefined): Promise<void> {
    const folder = `${this.#folder}/${testFolder(begin)}`;
    await mkdir(folder, { recursive: true });
    await writeText(
      `${folder}/result.yaml`,
      stringify({
        suite: begin.suite,
        name: row.name,
        submission: dateLine(begin.at),
        status: row.status,
        duration: row.duration,
        return_code: row.return_code,
        error: row.error,
        ...(row.reason === undefined ? {} : { reason: row.reason }),
        nodes: begin.nodes,
        script: begin.path,
        ...(end?.value === undefined ? {} : { value: end.value }),
        ...(end?.dirty === undefined ? {} : { dirty: end.dirty }),
        ...(Object.keys(records).length > 0 ? { records } : {}),
        ...(steps.length > 0
          ? {
              steps: steps.map(({ name, status, seconds, reason, error }) => ({
                name,
                status,
                duration: seconds,
                ...(reason ? { reason } : {}),
                error: error ? oneLine(error) : null,
              })),
            }
          : {}),
        ...(attachments.length > 0 ? { attachments } : {}),
        ...(end?.error ? { failure: { ...end.error } } : {}),
        ...(end?.waiting === undefined ? {} : { waiting: end.waiting }),
        again: begin.again,
      }),
    );
    await console?.close();
  }

  async finish(): Promise<void> {
    for (const running of this.#tests.values()) {
      running.row.duration = between(running.begin.at, this.#last);
      this.#suites.get(running.begin.suite)!.ended = this.#last;
      this.#later(this.#writeTest(running, undefined));
    }
    this.#tests.clear();
    await Promise.all(this.#writing);
    const { test_group, testhost, submission, user_name, ...beside } = this.#run?.group ?? {};
    const path = `${this.#folder}/results.yaml`;
    await writeText(
      `${path}.new`,
      stringify({
        TestGroup: {
          test_group: test_group ?? "lutf",
          testhost: testhost ?? this.#run?.host ?? "",
          submission: submission ?? dateLine(this.#run?.at ?? this.#last),
          user_name: user_name ?? this.#run?.user ?? "",
        },
        ...(this.#run === undefined ? {} : { testsID: this.#run.id, seed: this.#run.seed }),
        ...beside,
        Tests: [...this.#suites.values()].map(({ name, description, path: resultPath, begun, ended, rows }) => ({
          name,
          description: description || `lutf ${name}`,
          submission: dateLine(begun),
          report_version: 2,
          result_path: resultPath,
          SubTests: rows.sort(([a], [b]) => a - b).map(([, row]) => ({ ...row })),
          duration: between(begun, ended),
          status: suiteStatus(rows.map(([, { status }]) => status)),
        })),
      }),
    );
    await rename(`${path}.new`, path);
  }
}

/** A suite follows its scripts: it fails if one fails, and passes if one of the others ran. */
export function suiteStatus(statuses: readonly Status[]): "PASS" | "FAIL" | "SKIP" {
  if (statuses.some((status) => failing.has(status))) return "FAIL";
  return statuses.every((status) => status === "SKIP") ? "SKIP" : "PASS";
}

/** 0, the error's errno, or 1; 124 for a timeout, as timeout(1) has it. */
function returnCode({ status, error }: TestEnd): number {
  if (!failing.has(status)) return 0;
  return status === "TIMEOUT" ? 124 : Math.abs(error?.errno ?? 0) || 1;
}

const oneLine = ({ name, message, node, where }: Failure): string =>
  `${name}: ${message}${node || where ? ` (${[node, where].filter(Boolean).join(", ")})` : ""}`;

const between = (begin: string, end: string): number => Math.max(0, (Date.parse(end) - Date.parse(begin)) / 1000);

/** As date(1) writes it, and the design document: "Mon May  8 15:54:41 UTC 2017". */
export function dateLine(at: string): string {
  // "Mon, 08 May 2017 15:54:41 GMT"
  const [weekday = "", day = "", month = "", year = "", time = ""] = new Date(at).toUTCString().replace(",", "").split(" ");
  return `${weekday} ${month} ${String(Number(day)).padStart(2)} ${time} UTC ${year}`;
}
