// SPDX-License-Identifier: GPL-2.0-or-later
import { readdir, readFile } from "lutf/fs";

/** Command lines of the processes of this machine that have this text in theirs. */
export async function processesWith(text: string): Promise<string[]> {
  const lines: string[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = (await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
    if (line.includes(text)) lines.push(line);
  }
  return lines;
}
