// SPDX-License-Identifier: GPL-2.0-or-later
import { readdir, readFile } from "lutf/fs";

/** Process ids and command lines of the processes of this machine that have this text in theirs. */
export async function findProcesses(text: string): Promise<{ pid: number; line: string }[]> {
  const found: { pid: number; line: string }[] = [];
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const line = (await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ");
    if (line.includes(text)) found.push({ pid: Number(name), line });
  }
  return found;
}

/** Command lines of the processes of this machine that have this text in theirs. */
export async function processesWith(text: string): Promise<string[]> {
  return (await findProcesses(text)).map(({ line }) => line);
}
