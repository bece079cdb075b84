// SPDX-License-Identifier: GPL-2.0-or-later
// Runs a project that is written down in the test: `const { exitCode, rows } = await runInline({ "mine/a.ts": "…" })`.

import { lutf } from "lutf";
import { spawn } from "lutf/child-process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "lutf/fs";
import { parse } from "lutf/yaml";

export interface Row {
  name: string;
  status: string;
  duration: number;
  return_code: number;
  error: string | null;
  reason?: string;
}
export interface Suite {
  name: string;
  description: string;
  submission: string;
  report_version: number;
  result_path: string;
  SubTests: Row[];
  duration: number;
  status: string;
}
export interface Results {
  TestGroup: { [field: string]: unknown };
  Tests: Suite[];
  [field: string]: unknown;
}

export interface Finished {
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  /** results.yaml; a run that did not start has none. */
  results: Results | undefined;
  /** Its rows, by "suite/script". */
  rows: { [test: string]: Row };
}

export interface Project {
  folder: string;
  /** Runs `lutf ARGS` on the project to its end. `watch` is called with the output so far, whenever there is more. */
  lutf(args: string[], watch?: (output: string, kill: (signal: string) => void) => void): Promise<Finished>;
  read(file: string): Promise<string>;
  write(file: string, text: string): Promise<void>;
}

/** The program under test: the one that runs this. */
export function program(): string {
  const path = lutf.getEnvironment()["LUTF"];
  if (!path) throw new Error("these tests need the path of lutf in the environment variable LUTF: start them with tests/ts/run");
  return path;
}

/** Writes the files into a folder of their own, below suites/, and removes it after body. */
export async function withProject<T>(files: { [path: string]: string }, body: (project: Project) => Promise<T>): Promise<T> {
  const folder = await mkdtemp("/tmp/lutf-inline-");
  const write = async (file: string, text: string): Promise<void> => {
    const path = `${folder}/${file}`;
    await mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    await writeFile(path, text);
  };
  try {
    await mkdir(`${folder}/suites`);
    for (const [path, text] of Object.entries(files)) await write(`suites/${path}`, text);
    return await body({
      folder,
      write,
      lutf: (args, watch) => start(folder, args, watch),
      read: (file) => readFile(`${folder}/${file}`, "utf8"),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `lutf run ARGS` on these files. */
export function runInline(files: { [path: string]: string }, args: string[] = []): Promise<Finished> {
  return withProject(files, (project) => project.lutf(["run", ...args]));
}

function start(folder: string, args: string[], watch?: (output: string, kill: (signal: string) => void) => void): Promise<Finished> {
  const child = spawn(
    program(),
    [
      ...args,
      ...(args[0] === "report" ? [] : ["--suites", `${folder}/suites`]),
      ...(args[0] === "run" && !args.includes("--results") ? ["--results", `${folder}/results`] : []),
    ],
    { cwd: folder },
  );
  const output = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    const decoder = new TextDecoder();
    child[stream]!.on("data", (chunk: Uint8Array) => {
      output[stream] += decoder.decode(chunk, { stream: true });
      watch?.(output.stdout + output.stderr, (signal) => void child.kill(signal));
    });
  }
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode: number | null, signal: string | null) => {
      void finished(folder, { exitCode, signal, ...output }).then(resolve, reject);
    });
  });
}

async function finished(folder: string, ended: Pick<Finished, "exitCode" | "signal" | "stdout" | "stderr">): Promise<Finished> {
  const text = await readFile(`${folder}/results/latest/results.yaml`, "utf8").catch(() => undefined);
  const results = text === undefined ? undefined : (parse(text) as unknown as Results);
  const rows = (results?.Tests ?? []).flatMap(({ name, SubTests }) => SubTests.map((row) => [`${name}/${row.name}`, row] as const));
  return { ...ended, results, rows: Object.fromEntries(rows) };
}

/** A script that passes. */
export const passing = `export async function run(): Promise<void> {}\n`;
/** A script that fails. */
export const failing = `export async function run(): Promise<void> { throw new Error("it is broken"); }\n`;
