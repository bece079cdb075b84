// SPDX-License-Identifier: GPL-2.0-or-later
// An error as results keep it and people read it: paths they can open, the line of TypeScript, what to try.
import { readFile } from "lutf/fs";
import type { Failure } from "../report/events.ts";
import type { ErrorData } from "../test-run.ts";
import { importLine } from "./import-line.ts";

/** Where modules of the suites are on disk, as people reach them: relative to the working directory where it is below it. */
export interface Places {
  /** undefined for a module that is none of the suites'. */
  pathOf(module: string): string | undefined;
  shown(path: string): string;
}

const hints: { [name: string]: string } = {
  NodeLostError: "the node's log is in the results under nodes/",
  UnknownMethodError: "is the class exported by the script, and the method one of its own?",
};

const frame = /\b(suites\/[^\s():]+\.ts):(\d+):(\d+)/;

/** A frame of LUTF itself, in its own sources or those of the packages in it; and the line between the frames of two nodes. */
const ours = /^ *at (?:.* \()?(?:ts\/|lutf[/:]|node_modules\/|\.\.\/)[^()]*\)?$/;
const border = /^ *----/;

/** Without our own frames, unless there are no others, and each run of equal frames as one with their number. */
function readable(stack: string): string {
  const lines = stack.split("\n").filter((line) => line !== "");
  // A border with nothing above it separates nothing.
  const theirs = lines
    .filter((line) => !ours.test(line))
    .filter((line, index, all) => !border.test(line) || (index > 0 && !border.test(all[index - 1]!)));
  const shown: string[] = [];
  let equal = 0;
  const kept = theirs.some((line) => !border.test(line)) ? theirs : lines;
  kept.forEach((line, index) => {
    if (line === kept[index - 1]) equal++;
    else shown.push(line);
    if (equal > 0 && line !== kept[index + 1]) {
      shown.push(equal === 1 ? line : `    … ${equal} more`);
      equal = 0;
    }
  });
  return shown.join("\n");
}

/** `script`: full name of the module of the test. */
export async function failure(error: ErrorData, places: Places, script: string): Promise<Failure> {
  const details = error.details ?? {};
  const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
  const result: Failure = { name: error.name, message: message(error), node: error.node };
  if (error.stack)
    result.stack = readable(error.stack).replace(new RegExp(frame, "g"), (whole, module: string, line, column) => {
      const path = places.pathOf(module);
      return path === undefined ? whole : `${places.shown(path)}:${line}:${column}`;
    });
  if (error.errno !== undefined) result.errno = error.errno;
  const [expected, actual] = [text(details["expected"]), text(details["actual"])];
  if (expected !== undefined) result.expected = expected;
  if (actual !== undefined) result.actual = actual;
  const hint = text(details["hint"]) ?? hints[error.name];
  if (hint !== undefined) result.hint = hint;

  let [, module = "", line = "", column = ""] = (frame.exec(error.stack) ?? []) as (string | undefined)[];
  const asks = module === "" ? await importLine(error.message, script, places) : undefined;
  if (asks !== undefined) {
    [module, line, column] = [asks.module, String(asks.line), String(asks.column)];
    // The frames are those of our own that loaded the script.
    delete result.stack;
  }
  const path = places.pathOf(module);
  if (path !== undefined) {
    result.where = `${places.shown(path)}:${line}:${column}`;
    // The file may be gone by now; then the place alone has to do.
    const source = (await readFile(path, "utf8").catch(() => "")).split("\n")[Number(line) - 1];
    if (source !== undefined && source !== "") result.source = source;
  }
  return result;
}

/** With the causes and the members of an aggregate: they are what really happened. */
function message(error: ErrorData): string {
  const causes = [...(error.cause ? [error.cause] : []), ...(error.errors ?? [])];
  return [
    error.message,
    ...causes.map((cause) => `caused by ${cause.name}: ${message(cause)}${cause.node === error.node ? "" : ` (on ${cause.node})`}`),
  ].join("\n");
}

const deaths = new Set(["NodeLostError", "DisconnectedError", "RealmEndedError"]);

/** The error, or one of its causes, that says that a node or the test's realm on it died. */
export function deathOf(error: ErrorData | undefined): ErrorData | undefined {
  if (error === undefined || deaths.has(error.name)) return error;
  return [error.cause, ...(error.errors ?? [])].map(deathOf).find((found) => found !== undefined);
}
