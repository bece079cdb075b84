// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the suites below the roots: a folder of a root is a suite, a `.ts` file directly in it is a script. Files whose names begin with
// "_" and everything in sub-folders are modules for scripts to import, not scripts. Folders that begin with "." or "_" are no suites.
import { readdir, readFile, realpath } from "lutf/fs";
import { checkSuiteFile, emptySuiteFile, FileError, parseSuiteFile, type SuiteFile } from "./suite-file.ts";

export interface SuiteSource {
  name: string;
  /** Absolute path of the suite's folder. */
  folder: string;
  file: SuiteFile;
  /** Sorted names, without ".ts". */
  scripts: string[];
}

const plainName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const isHidden = (name: string): boolean => /^[._]/.test(name);
const isSource = (name: string): boolean => name.endsWith(".ts") && !name.endsWith(".d.ts");
const isMissing = (error: unknown): boolean => (error as { code?: string }).code === "ENOENT";

/** Full name of a suite's module, and back to its place on disk: "suites/samples/print.ts". */
export const moduleName = (suite: string, file: string): string => `suites/${suite}/${file}`;

export interface Discovered {
  /** By name, sorted. */
  suites: Map<string, SuiteSource>;
  /** What looks like a suite or a script but for its name. */
  ignored: string[];
  /** Roots that look like a suite themselves. */
  suitesAsRoots: string[];
}

/** Throws FileError for a mistake in a suite.yaml, a suite that two roots have, or a root that is no folder. */
export async function discover(roots: readonly string[]): Promise<Discovered> {
  const found: SuiteSource[] = [];
  const ignored: string[] = [];
  const suitesAsRoots: string[] = [];
  for (const root of roots) {
    const folder = await realpath(root).catch((error: Error) => {
      throw new FileError(isMissing(error) ? `there is no suites folder ${root}` : `suites folder ${root}: ${error.message}`);
    });
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: Error) => {
      throw new FileError((error as { code?: string }).code === "ENOTDIR" ? `${root} is no folder of suites` : error.message);
    });
    if (entries.some(({ name }) => name === "suite.yaml" || isSource(name))) suitesAsRoots.push(folder);
    for (const entry of entries) {
      if (!entry.isDirectory() || isHidden(entry.name) || entry.name === "node_modules") continue;
      if (!plainName.test(entry.name)) {
        if ((await readdir(`${folder}/${entry.name}`)).some(isSource)) ignored.push(`${folder}/${entry.name}`);
        continue;
      }
      const suite = await readSuite(entry.name, `${folder}/${entry.name}`, ignored);
      if (!suite) continue;
      const twin = found.find(({ name }) => name === suite.name);
      if (twin && twin.folder !== suite.folder)
        throw new FileError(`suite ${suite.name} is in ${twin.folder} and in ${suite.folder}: rename one, or give one --suites folder`);
      if (!twin) found.push(suite);
    }
  }
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { suites: new Map(found.map((suite) => [suite.name, suite])), ignored, suitesAsRoots };
}

async function readSuite(name: string, folder: string, ignored: string[]): Promise<SuiteSource | undefined> {
  const scripts: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!isSource(entry.name) || isHidden(entry.name) || entry.isDirectory()) continue;
    if (!plainName.test(entry.name)) ignored.push(`${folder}/${entry.name}`);
    else scripts.push(entry.name.slice(0, -".ts".length));
  }
  scripts.sort();
  const path = `${folder}/suite.yaml`;
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (text === undefined) return scripts.length > 0 ? { name, folder, file: emptySuiteFile(), scripts } : undefined;
  const file = parseSuiteFile(text, path);
  checkSuiteFile(file, scripts);
  return { name, folder, file, scripts };
}

/** Every module below a suite's folder, as paths relative to it: what may be compiled and sent to nodes. */
export async function modulesOf(suite: SuiteSource): Promise<string[]> {
  const files: string[] = [];
  const walk = async (below: string): Promise<void> => {
    for (const entry of await readdir(`${suite.folder}/${below}`, { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory()) await walk(`${below}${entry.name}/`);
      else if (isSource(entry.name)) files.push(below + entry.name);
    }
  };
  await walk("");
  return files.sort();
}
