// SPDX-License-Identifier: GPL-2.0-or-later
// Recorded answers that LUTF replays in one process, and how the outcome is told.
import { lutf } from "lutf";
import { readFileSync, statSync, writeFile } from "lutf/fs";
import { join } from "lutf/path";

/** The text of a recorded file; skips the test where there is none. LUTF_GOLDEN may name the folder. */
export function recording(name: string): string {
  const { LUTF_SOURCE = ".", LUTF_GOLDEN } = lutf.getEnvironment();
  const folders = LUTF_GOLDEN ? [LUTF_GOLDEN] : ["../shared/golden", "../../shared/golden"].map((folder) => join(LUTF_SOURCE, folder));
  const found = folders.map((folder) => join(folder, name)).find((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  return found === undefined
    ? lutf.skip(`no recording ${name} in ${folders.join(" or ")}; LUTF_GOLDEN may name the folder`)
    : readFileSync(found, "utf8");
}

/** One recorded answer, compared. */
export interface Outcome {
  name: string;
  /** undefined: equal. */
  difference: string | undefined;
}

/** Fails with all differences. CONFORMANCE_RESULTS names a folder: the counts go there too, for the table of `make conformance`. */
export async function check(name: string, outcomes: readonly Outcome[]): Promise<void> {
  const differences = outcomes.flatMap(({ difference }) => (difference === undefined ? [] : [difference]));
  const counts = [outcomes.length, outcomes.length - differences.length, differences.length];
  const { CONFORMANCE_RESULTS } = lutf.getEnvironment();
  if (CONFORMANCE_RESULTS !== undefined) await writeFile(join(CONFORMANCE_RESULTS, `${name}.counts`), `${name}\t${counts.join("\t")}\n`);
  if (differences.length > 0)
    throw new Error(`${differences.length} of ${outcomes.length} answers differ from ${name}:\n${differences.join("\n")}`);
}
