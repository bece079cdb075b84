// SPDX-License-Identifier: GPL-2.0-or-later
// Commands that undo something on this node.
import { execute } from "../lnet/modules.ts";

export interface Undoing {
  /** Unique in a test. */
  id: string;
  /** Where. */
  node: string;
  /** What is undone, for people. */
  what: string;
  /** Commands. `gone`: a regular expression of what one says when there is nothing left to undo, which is as good. */
  steps: { argv: string[]; gone: string }[];
}

/** Undoes all, the last one first; gives a text for each that could not be. Never rejects. */
export async function undo(undoings: readonly Undoing[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { what, steps } of [...undoings].reverse()) {
    for (const { argv, gone } of steps) {
      const ended = await execute(argv).catch((error: Error) => ({ code: 1, stdout: "", stderr: error.message }));
      const said = `${ended.stderr}\n${ended.stdout}`.trim();
      if (ended.code === 0 || new RegExp(gone).test(said)) continue;
      failures.push(`${what} could not be undone: ${argv.join(" ")} ended with ${ended.code}: ${said || "it said nothing"}`);
    }
  }
  return failures;
}
