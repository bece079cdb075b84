// SPDX-License-Identifier: GPL-2.0-or-later
// TypeScript of the suites -> JavaScript, by esbuild, a file at a time with its source map. What is compiled already is taken, in this order,
// from what was installed with the suites (if the source is still the one it was made from) and from our cache.

import { sha256 } from "lutf:hash";
import { execFile } from "lutf/child-process";
import { mkdir, readFile, readFileSync, rename, rm } from "lutf/fs";
import type { Failure } from "../report/events.ts";
import { CompilerError, openCache } from "./compile-cache.ts";

export interface ModuleSource {
  /** Full name: "suites/samples/print.ts". */
  name: string;
  /** Absolute path of the source. */
  path: string;
}

export type CompiledModule = { code: string } | { error: Failure };

export interface CompilerPaths {
  /** The esbuild program; it need not be there if nothing is stale. */
  esbuild: string;
  /** Folder of the shipped suites, with the .js beside each .ts and compiled.json. */
  suites: string;
}

// Generators for async functions, so that every continuation goes through Promise.prototype.then (docs/architecture.md).
const flags = [
  "--format=esm",
  "--platform=neutral",
  "--target=es2023",
  "--supported:async-await=false",
  "--supported:async-generator=false",
  "--supported:for-await=false",
  "--sourcemap=inline",
  "--sources-content=false",
  "--legal-comments=none",
];
const messages = ["--log-level=error", "--log-limit=0", "--color=false"];

/** `shown`: a path as people reach it. Compiles what is stale with one esbuild process (and a second one without the files that have mistakes). Throws if esbuild cannot be run. */
export async function compile(
  modules: readonly ModuleSource[],
  paths: CompilerPaths,
  shown: (path: string) => string,
): Promise<Map<string, CompiledModule>> {
  const shipped = JSON.parse(readIfThere(`${paths.suites}/compiled.json`) ?? "{}") as { [file: string]: string };
  const cache = await openCache();
  const compiled = new Map<string, CompiledModule>();
  const stale: (ModuleSource & { key: string })[] = [];
  for (const module of modules) {
    // Many small files, all in memory: reading them at once is faster than asking the pool for each.
    const source = readFileSync(module.path, "utf8");
    const file = module.name.slice("suites/".length);
    let code: string | undefined;
    if (Object.hasOwn(shipped, file) && shipped[file] === sha256(source))
      code = readIfThere(`${paths.suites}/${file.slice(0, -".ts".length)}.js`);
    const key = sha256([version, ...flags, module.name, source].join("\0"));
    code ??= readIfThere(cache.path(key));
    if (code === undefined) stale.push({ ...module, key });
    else compiled.set(module.name, { code });
  }
  if (stale.length === 0) return compiled;
  const folder = await cache.scratch();
  try {
    let rest = stale;
    for (let round = 0; rest.length > 0; round++) {
      await mkdir(`${folder}/${round}`);
      const errors = await esbuild(
        paths.esbuild,
        rest.map(({ path }) => path),
        `${folder}/${round}`,
      );
      const failed = rest.filter(({ path }) => errors.has(path));
      for (const { name, path } of failed) {
        const error = errors.get(path)!;
        compiled.set(name, { error: error.where ? { ...error, where: shown(error.where) } : error });
      }
      if (errors.size === 0) {
        await Promise.all(
          rest.map(async ({ name, path, key }) => {
            const output = `${folder}/${round}${path.slice(0, -".ts".length)}.js`;
            compiled.set(name, { code: await readFile(output, "utf8") });
            await rename(output, cache.path(key));
          }),
        );
        break;
      }
      if (failed.length === 0) throw new CompilerError(`esbuild: ${[...errors.values()].map(({ message }) => message).join("\n")}`);
      rest = rest.filter(({ path }) => !errors.has(path));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return compiled;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return undefined;
    throw error;
  }
}

/** Changes with everything of ours that decides what comes out for a source; esbuild's own version is part of LUTF's. */
const version = "1";

/** Runs esbuild on files; mistakes by path of file, first one of each. */
async function esbuild(program: string, files: string[], folder: string): Promise<Map<string, Failure>> {
  try {
    await execFile(program, [...files, ...flags, ...messages, "--outbase=/", `--outdir=${folder}`], { cwd: "/", maxBuffer: 1 << 26 });
    return new Map();
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: number | string };
    if (code === "ENOENT")
      throw new CompilerError(
        `scripts are new or changed and must be compiled, and there is no esbuild at ${program}: ./bootstrap installs it, or configure --with-esbuild=PROGRAM`,
      );
    if (typeof code !== "number" || !stderr) throw new CompilerError(`cannot run ${program}: ${(error as Error).message}`);
    return parseMistakes(stderr);
  }
}

/** esbuild's text: "✘ [ERROR] message", an empty line, "    path:line:column:", then the source line. */
export function parseMistakes(text: string): Map<string, Failure> {
  const mistakes = new Map<string, Failure>();
  for (const block of text.split(/^✘ \[ERROR\] /m).slice(1)) {
    const [message = "", , place = "", shown = ""] = block.split("\n");
    const match = /^ *(.+):(\d+):(\d+):$/.exec(place);
    const path = match ? `/${match[1]!.replace(/^\//, "")}` : "";
    if (mistakes.has(path)) continue;
    const source = /^ *\d+ │ (.*)$/.exec(shown)?.[1];
    mistakes.set(path, {
      name: "CompileError",
      message: match ? message : block.trim(),
      ...(match ? { where: `${path}:${match[2]}:${Number(match[3]) + 1}` } : {}),
      ...(source === undefined ? {} : { source }),
    });
  }
  return mistakes;
}
