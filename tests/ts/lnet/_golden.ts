// SPDX-License-Identifier: GPL-2.0-or-later
// Recorded answers of a real LNet lie outside of the repository, beside it: tests that read them skip where they are not.
import { lutf } from "lutf";
import { readFileSync } from "lutf/fs";
import { join } from "lutf/path";

/** The text of a recording, or a SKIP that says where it was looked for. */
export function recorded(name: string): string {
  const { LUTF_SOURCE, LUTF_GOLDEN } = lutf.getEnvironment();
  const folders = LUTF_GOLDEN
    ? [LUTF_GOLDEN]
    : ["../shared/golden", "../../shared/golden"].map((folder) => join(LUTF_SOURCE as string, folder));
  for (const folder of folders) {
    try {
      return readFileSync(join(folder, name), "utf8");
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    }
  }
  return lutf.skip(`no recording ${name} in ${folders.join(" or ")}; LUTF_GOLDEN may name the folder`);
}
