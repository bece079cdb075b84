// SPDX-License-Identifier: GPL-2.0-or-later
// The modules that suite.yaml names for setup and cleanup, held against what there is: before anything runs.
import type { CompiledModule } from "./compile.ts";
import { moduleName, type SuiteSource } from "./discovery.ts";
import { suggest } from "./near-names.ts";
import { FileError } from "./suite-file.ts";

/** Throws FileError with the place in suite.yaml. A module that does not compile makes its scripts fail, with the mistake. */
export function checkCallbacks(suites: Iterable<SuiteSource>, modules: ReadonlyMap<string, CompiledModule>): void {
  for (const suite of suites) {
    for (const name of ["setup", "cleanup"] as const) {
      const file = suite.file[name];
      if (file === undefined) continue;
      const compiled = modules.get(moduleName(suite.name, file));
      const place = suite.file.places.get(name);
      if (compiled === undefined) {
        const begin = moduleName(suite.name, "");
        const files = [...modules.keys()].filter((module) => module.startsWith(begin)).map((module) => module.slice(begin.length));
        throw new FileError(`${place}: ${name} names "${file}", which is no module of this suite.${suggest(file, files)}`);
      }
      const exported = "code" in compiled ? exportsOf(compiled.code) : undefined;
      if (exported !== undefined && !exported.includes(name))
        throw new FileError(
          `${place}: ${file} exports no function ${name}: write \`export async function ${name}(): Promise<void> { … }\` there`,
        );
    }
  }
}

/** What a module that esbuild wrote exports, which it lists at the end; undefined if it also hands on all of another one. */
function exportsOf(code: string): string[] | undefined {
  if (/^export \* from /m.test(code)) return undefined;
  return [...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" as ").at(-1)!),
  );
}
