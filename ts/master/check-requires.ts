// SPDX-License-Identifier: GPL-2.0-or-later
// A script's `requires`, as it is written, held against what may be written: a slip of the pen must not become a SKIP.
import { type Duration, milliseconds } from "../lutf/duration.ts";
import type { Requires } from "../lutf/requires.ts";
import type { Data } from "../rpc/data.ts";
import { suggest } from "../runner/near-names.ts";

const ROLES = ["mgs", "mds", "oss", "client", "router"];
const KINDS = ["tcp", "o2ib", "kfi"];

/** Why the value of a key cannot be, as "must be …, is …"; undefined if it can. */
type Check = (value: Data) => string | undefined;

const shown = (value: Data): string =>
  JSON.stringify(value, (_key, each) => (typeof each === "bigint" ? `${each}n` : each)) ?? String(value);
const must =
  (fits: (value: Data) => boolean, what: string): Check =>
  (value) =>
    fits(value) ? undefined : `must be ${what}, is ${shown(value)}`;
const isCount = (value: Data): boolean => Number.isInteger(value) && (value as number) >= 0;
const isMapping = (value: Data): value is { [key: string]: Data } =>
  typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
const count = must(isCount, "a whole number from 0 on");
const flag = must((value) => typeof value === "boolean", "true or false");

/** A mapping that has some of these keys. */
function fields(checks: { [key: string]: Check }, example: string): Check {
  return (value) => {
    if (!isMapping(value)) return `must be ${example}, is ${shown(value)}`;
    for (const [key, each] of Object.entries(value)) {
      // A key that is there and undefined says nothing.
      if (each === undefined) continue;
      const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
      if (check === undefined) return `has no ${key}; it may have ${Object.keys(checks).join(", ")}.${near(key, Object.keys(checks))}`;
      const wrong = check(each);
      if (wrong !== undefined) return `has ${key}, which ${wrong}`;
    }
    return undefined;
  };
}

function near(wrong: string, names: string[]): string {
  const text = suggest(wrong, names);
  return text.startsWith(" Did") ? text : "";
}

const each = (names: string[], check: Check): { [key: string]: Check } => Object.fromEntries(names.map((name) => [name, check]));
const ofRoles = fields(each(ROLES, count), "a number, or numbers of roles such as { mds: 1, oss: 2 }");

const checks: { [Key in keyof Requires]-?: Check } = {
  agents: (value) => (typeof value === "number" ? count(value) : ofRoles(value)),
  interfaces: fields(each(KINDS, count), "numbers of kinds such as { tcp: 2 }"),
  cpts: count,
  numaNodes: count,
  lnet: fields(
    {
      version: must((value) => typeof value === "string" && /^>=\d/.test(value), 'of the form ">=2.15"'),
      provider: must((value) => value === "real" || value === "simulated", '"real" or "simulated"'),
    },
    'a mapping such as { version: ">=2.15" }',
  ),
  fileSystem: flag,
  timeout: (value) => {
    try {
      return Number.isFinite(milliseconds(value as Duration)) ? undefined : `must be finite, is ${shown(value)}`;
    } catch {
      return `must be a time such as "250ms", "30s", "2m", "1h", or milliseconds, is ${shown(value)}`;
    }
  },
  tags: must((value) => Array.isArray(value) && value.every((tag) => typeof tag === "string"), 'a list of words such as ["quick"]'),
  clean: flag,
};

/** Throws a TypeError that names the script, the key, and what may be there. */
export function checkRequires(requires: Data, script: string): { requires: Requires; timeoutMs?: number } {
  if (!isMapping(requires)) throw new TypeError(`requires of ${script} must be a mapping such as { agents: 2 }, is ${shown(requires)}`);
  for (const [key, value] of Object.entries(requires)) {
    if (value === undefined) continue;
    const check = Object.hasOwn(checks, key) ? checks[key as keyof Requires] : undefined;
    if (check === undefined)
      throw new TypeError(
        `requires of ${script} has no key ${key}; its keys are ${Object.keys(checks).join(", ")}.${near(key, Object.keys(checks))}`,
      );
    const wrong = check(value);
    if (wrong !== undefined) throw new TypeError(`requires.${key} of ${script} ${wrong}`);
  }
  const checked = requires as Requires;
  return checked.timeout === undefined ? { requires: checked } : { requires: checked, timeoutMs: milliseconds(checked.timeout) };
}
