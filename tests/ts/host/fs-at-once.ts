// SPDX-License-Identifier: GPL-2.0-or-later
// What the runner loads modules with does not wait.
import { expect } from "lutf";
import { mkdtemp, readFileSync, rm, statSync, writeFile } from "lutf/fs";

export async function run(): Promise<void> {
  const folder = await mkdtemp("/tmp/lutf-fs-");
  try {
    await writeFile(`${folder}/a`, "at once");
    expect(readFileSync(`${folder}/a`, "utf8")).toBe("at once");
    expect(readFileSync(`${folder}/a`).length).toBe(7);
    expect(statSync(`${folder}/a`).size).toBe(7);
    expect(statSync(`${folder}/b`, { throwIfNoEntry: false })).toBe(undefined);
    expect(() => statSync(`${folder}/b`)).toThrow(`ENOENT: no such file or directory, stat '${folder}/b'`);
    expect(() => readFileSync(folder)).toThrow("EISDIR: illegal operation on a directory, read");
  } finally {
    await rm(folder, { recursive: true });
  }
}
