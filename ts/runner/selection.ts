// SPDX-License-Identifier: GPL-2.0-or-later
// From folders and filters to scripts that are compiled and can be opened.
import { limits } from "../limits.ts";
import { openTest } from "../master/open-test.ts";
import type { Requires, RunDescription } from "../test-run.ts";
import { checkCallbacks } from "./callbacks.ts";
import { type CompiledModule, type CompilerPaths, compile, type ModuleSource } from "./compile.ts";
import { type Discovered, discover, moduleName, modulesOf, type SuiteSource } from "./discovery.ts";
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
  /** Why there are no scripts, and what to do; undefined if there are. */
  empty?: string;
  /** What a person should know of what was found. */
  remarks: string[];
}

/** Throws FileError, FilterError, or that esbuild cannot be run. */
export async function selectScripts(roots: readonly string[], filter: Filter, compiler: CompilerPaths, folder: string): Promise<Selection> {
  const found = await discover(roots);
  const { suites } = found;
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
  const remarks = found.ignored.map(
    (path) => `${JSON.stringify(places.shown(path))} is ignored: names of suites and scripts have letters, digits, ".", "_" and "-" only`,
  );
  if (scripts.length === 0) return { scripts, modules: new Map(), places, remarks, empty: emptiness(roots, found, all.length) };
  const modules = await compile([...sources.values()], compiler, places.shown);
  checkCallbacks(new Set(scripts.map(({ suite }) => suite)), modules);
  if (filter.tags.length === 0) return { scripts, modules, places, remarks };

  const tagged: { script: SelectedScript; name: string; tags: readonly string[]; error?: string }[] = [];
  for (const script of scripts) {
    const requires = await requirementsOf(script, modules);
    const name = `${script.suite.name}/${script.script}`;
    if ("error" in requires) tagged.push({ script, name, tags: [], error: requires.error.message.split("\n")[0]! });
    else tagged.push({ script, name, tags: requires.tags ?? [] });
  }
  return { scripts: selectTagged(tagged, filter.tags), modules, places, remarks };
}

function emptiness(roots: readonly string[], { suites, suitesAsRoots }: Discovered, scripts: number): string {
  if (scripts > 0)
    return `--except leaves none of ${scripts === 1 ? "the one script" : `the ${scripts} scripts`}; leave it out, or choose others`;
  const [root] = suitesAsRoots;
  if (root !== undefined && suites.size === 0) {
    const at = root.lastIndexOf("/");
    return `${root} is a suite itself; give the folder that it is in: --suites ${root.slice(0, at) || "/"} --suite ${root.slice(at + 1)}`;
  }
  return suites.size === 0
    ? `no suite is in ${roots.join(", ")}; a suite is a folder there with scripts (.ts files) in it, --suites names another place`
    : `no script is in ${[...suites.keys()].join(", ")}; a script is a .ts file directly in the suite's folder whose name does not begin with "_"`;
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
