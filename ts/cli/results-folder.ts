// SPDX-License-Identifier: GPL-2.0-or-later

import { parse } from "lutf:yaml";
import { mkdir, readFile, realpath, rename, symlink } from "lutf/fs";

/** A new folder of this run in the results folder, and the symlink `latest` to it. Absolute path. */
export async function newResultsFolder(root: string, at: Date): Promise<string> {
  await mkdir(root, { recursive: true });
  const base = await realpath(root);
  const day = at.toISOString().replace(/[-:]/g, "").replace("T", "-").slice(0, 15);
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? day : `${day}-${attempt}`;
    try {
      await mkdir(`${base}/${name}`);
    } catch (error) {
      if ((error as { code?: string }).code === "EEXIST") continue;
      throw error;
    }
    // Made beside and renamed: there is always one `latest`.
    await symlink(name, `${base}/.latest-${name}`);
    await rename(`${base}/.latest-${name}`, `${base}/latest`);
    return `${base}/${name}`;
  }
}

/** How long each test took in the run that `latest` is now, by "suite/script"; empty if there is none. */
export async function previousDurations(root: string): Promise<Map<string, number>> {
  const durations = new Map<string, number>();
  let text: string;
  try {
    text = await readFile(`${root}/latest/results.yaml`, "utf8");
  } catch {
    return durations; // the first run, or one that did not get to its end
  }
  try {
    const { Tests } = parse(text) as { Tests: { name: string; SubTests: { name: string; status: string; duration: number }[] }[] };
    for (const { name, SubTests } of Tests) {
      for (const test of SubTests) if (test.status !== "SKIP") durations.set(`${name}/${test.name}`, test.duration);
    }
  } catch {
    // Somebody edited it; expected times are only a comfort.
  }
  return durations;
}
