// SPDX-License-Identifier: GPL-2.0-or-later
// Recorded answers of a real LNet lie outside of the repository, beside it: tests that read them skip where they are not.
import { lutf } from "lutf";
import { readFileSync, statSync } from "lutf/fs";
import { join } from "lutf/path";

/** Where a recording is, or a SKIP that says where it was looked for. */
export function recordedPath(name: string): string {
  const { LUTF_SOURCE, LUTF_GOLDEN } = lutf.getEnvironment();
  const folders = LUTF_GOLDEN
    ? [LUTF_GOLDEN]
    : ["../shared/golden", "../../shared/golden"].map((folder) => join(LUTF_SOURCE as string, folder));
  const found = folders.map((folder) => join(folder, name)).find((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
  if (found !== undefined) return found;
  return lutf.skip(`no recording ${name} in ${folders.join(" or ")}; LUTF_GOLDEN may name the folder`);
}

/** The text of a recording. */
export function recorded(name: string): string {
  return readFileSync(recordedPath(name), "utf8");
}
