// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl, lctl and lst without arguments: commands from standard input, a line each, until `quit` or its end (golden/12_extra/014).
import type { Call } from "./command.ts";

/** Words of a line; those in quotes keep their blanks. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? "");
}

/** The status is the last command's. */
export async function runInteractively(call: Call, run: (words: readonly string[]) => number | Promise<number>): Promise<number> {
  let status = 0;
  for (const line of call.readInput().split("\n")) {
    const words = wordsOf(line);
    const [name] = words;
    if (name === undefined || name.startsWith("#")) continue;
    if (name === "quit" || name === "exit") break;
    status = await run(words);
  }
  return status;
}
