// SPDX-License-Identifier: GPL-2.0-or-later
// Which scripts run. A pattern is a name or a glob; with a slash it is about suite/script, without one about the script's name.
import picomatch from "picomatch/posix";
import { suggest } from "./near-names.ts";

export interface Filter {
  suites: string[];
  only: string[];
  except: string[];
  tags: string[];
}

export interface Named {
  suite: string;
  script: string;
}

/** A filter that matches nothing, or names something that is not there: said before anything runs. */
export class FilterError extends Error {
  override readonly name = "FilterError";
}

/** Words of an option that may be given several times and may hold lists: `--only a,b --only c`. */
export const words = (given: unknown): string[] =>
  (given === undefined || given === null ? [] : Array.isArray(given) ? given : [given])
    .flatMap((item) => String(item).split(/[\s,]+(?![^{]*\})/))
    .filter((word) => word !== "");

function matcher(pattern: string): (named: Named) => boolean {
  const matches = picomatch(pattern);
  return pattern.includes("/") ? ({ suite, script }) => matches(`${suite}/${script}`) : ({ script }) => matches(script);
}

/** The scripts that suite, only and except leave, in the order given. Throws FilterError for a pattern that matches nothing. */
export function select<T extends Named>(all: readonly T[], filter: Filter): T[] {
  const suites = new Set(all.map(({ suite }) => suite));
  const wanted = filter.suites.map((pattern) => {
    const matches = picomatch(pattern);
    if (![...suites].some((suite) => matches(suite))) throw new FilterError(`no suite is called "${pattern}".${suggest(pattern, suites)}`);
    return matches;
  });
  const inSuites = wanted.length === 0 ? [...all] : all.filter(({ suite }) => wanted.some((matches) => matches(suite)));
  const pick = (patterns: readonly string[], option: string): ((named: Named) => boolean)[] =>
    patterns.map((pattern) => {
      const matches = matcher(pattern);
      if (!inSuites.some(matches)) {
        const names = pattern.includes("/")
          ? inSuites.map(({ suite, script }) => `${suite}/${script}`)
          : inSuites.map(({ script }) => script);
        throw new FilterError(`${option} ${pattern} matches no script.${suggest(pattern, names)}`);
      }
      return matches;
    });
  const only = pick(filter.only, "--only");
  const except = pick(filter.except, "--except");
  return inSuites.filter(
    (named) => (only.length === 0 || only.some((matches) => matches(named))) && !except.some((matches) => matches(named)),
  );
}

/** The scripts that have one of the tags, and those that cannot be loaded: nobody knows their tags, so they run, fail and say why. */
export function selectTagged<T>(
  all: readonly { script: T; name: string; tags: readonly string[]; error?: string }[],
  tags: readonly string[],
): T[] {
  const known = new Set(all.flatMap((one) => one.tags));
  const missing = tags.find((tag) => !known.has(tag));
  if (missing !== undefined) {
    const broken = all.filter(({ error }) => error !== undefined).map(({ name, error }) => `\n${name} does not load: ${error}`);
    throw new FilterError(`no script has the tag "${missing}".${suggest(missing, known)}${broken.join("")}`);
  }
  return all.filter((one) => one.error !== undefined || one.tags.some((tag) => tags.includes(tag))).map(({ script }) => script);
}
