// SPDX-License-Identifier: GPL-2.0-or-later
// From folders and filters to scripts that are compiled and can be opened.
import { limits } from "../limits.ts";
import { openTest } from "../master/open-test.ts";
import type { Requires, RunDescription } from "../test-run.ts";
import { type CompiledModule, type CompilerPaths, compile, type ModuleSource } from "./compile.ts";
import { discover, moduleName, modulesOf, type SuiteSource } from "./discovery.ts";
import type { Places } from "./failure.ts";
import { type Filter, select, selectTagged } from "./filter.ts";

export interface SelectedScript {
  suite: SuiteSource;
  script: string;
  /** Full name of its module. */
  module: string;
}

export interface Selection {
  scripts: SelectedScript[];
  /** Every module of the suites that have a selected script: scripts may import from each other. */
  modules: Map<string, CompiledModule>;
  places: Places;
}

/** Throws FileError, FilterError, or that esbuild cannot be run. */
export async function selectScripts(roots: readonly string[], filter: Filter, compiler: CompilerPaths, folder: string): Promise<Selection> {
  const suites = await discover(roots);
  const all = [...suites.values()].flatMap((suite) =>
    suite.scripts.map((script) => ({
      suite: suite.name,
      script,
      selected: { suite, script, module: moduleName(suite.name, `${script}.ts`) },
    })),
  );
  const scripts = select(all, filter).map(({ selected }) => selected);
  const sources = await sourcesOf(new Set(scripts.map(({ suite }) => suite)));
  const places = placesOf(sources, folder);
  const modules = await compile([...sources.values()], compiler, places.shown);
  if (filter.tags.length === 0) return { scripts, modules, places };

  const tagged: { script: SelectedScript; tags: readonly string[] }[] = [];
  for (const script of scripts) {
    const requires = await requirementsOf(script, modules);
    // A script that cannot be loaded has no tags; without --tag it fails and says why.
    tagged.push({ script, tags: "error" in requires ? [] : (requires.tags ?? []) });
  }
  return { scripts: selectTagged(tagged, filter.tags), modules, places };
}

async function sourcesOf(suites: Iterable<SuiteSource>): Promise<Map<string, ModuleSource>> {
  const sources = new Map<string, ModuleSource>();
  for (const suite of suites) {
    for (const file of await modulesOf(suite)) {
      const name = moduleName(suite.name, file);
      sources.set(name, { name, path: `${suite.folder}/${file}` });
    }
  }
  return sources;
}

const placesOf = (sources: ReadonlyMap<string, ModuleSource>, folder: string): Places => ({
  pathOf: (module) => sources.get(module)?.path,
  shown: (path) => (path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path),
});

let asked = 0;

/** What a script says that it requires: it is loaded for that, and nothing of it is run. */
export async function requirementsOf(
  script: SelectedScript,
  modules: ReadonlyMap<string, CompiledModule>,
): Promise<Requires | { error: Error }> {
  const run: RunDescription = { id: "", seed: 0, output: "" };
  const load = (name: string): string | undefined => {
    const compiled = modules.get(name);
    if (compiled && "error" in compiled) throw new SyntaxError(`${compiled.error.where ?? name}: ${compiled.error.message}`);
    return compiled?.code;
  };
  const opened = openTest({
    test: `${script.suite.name}/${script.script}#asked-${++asked}`,
    script: script.module,
    load,
    run,
    observer: {},
  });
  try {
    return (await opened.describe(limits.script)).requires;
  } catch (error) {
    return { error: error as Error };
  } finally {
    await opened.close();
  }
}
