// SPDX-License-Identifier: GPL-2.0-or-later
// suite.yaml: what a suite says of itself. docs/running.md shows every key.
import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { type Duration, milliseconds } from "../lutf/duration.ts";
import { nearNames, suggest } from "./near-names.ts";

export interface SuiteFile {
  description: string;
  /** Default time of each script, in milliseconds. */
  timeout: number | undefined;
  /** Script name -> why it is known to fail. */
  expectedFailures: Map<string, string>;
  /** Script name -> why it is not run. */
  skips: Map<string, string>;
  /** Modules of the suite whose exported `setup` / `cleanup` run around each of its scripts. */
  setup: string | undefined;
  cleanup: string | undefined;
  /** Where in the file each of these stands, `path:line:column`, for mistakes that show later: "setup", "skips.NAME", … */
  places: Map<string, string>;
}

/** A mistake in a file that a person wrote: `path:line:column: what, and what is allowed`. */
export class FileError extends Error {
  override readonly name = "FileError";
}

export const emptySuiteFile = (): SuiteFile => ({
  description: "",
  timeout: undefined,
  expectedFailures: new Map(),
  skips: new Map(),
  setup: undefined,
  cleanup: undefined,
  places: new Map(),
});

type Complain = (node: Node | null | undefined, message: string) => never;
type Place = (node: Node | null) => string;
type Read = (file: SuiteFile, value: Node | null, complain: Complain, place: Place) => void;

const text = (value: Node | null, complain: Complain, what: string): string => {
  if (isScalar(value) && typeof value.value === "string" && value.value !== "") return value.value;
  return complain(value, `${what} must be a text`);
};

const reasons =
  (into: (file: SuiteFile) => Map<string, string>, what: string): Read =>
  (file, value, complain, place) => {
    if (!isMap<Node, Node | null>(value)) return complain(value, `${what} must be a mapping of script names to reasons`);
    for (const { key, value: reason } of value.items) {
      const name = String((key as { value?: unknown }).value);
      into(file).set(name, text(reason ?? key, complain, `the reason for ${name}`));
      file.places.set(`${what}.${name}`, place(key));
    }
  };

const keys: { [key: string]: Read } = {
  description: (file, value, complain) => {
    file.description = text(value, complain, "description");
  },
  timeout: (file, value, complain) => {
    const given = isScalar(value) ? value.value : undefined;
    // In a script a number counts milliseconds, on the command line seconds: here it has to say which. 0 is no limit in both.
    if (typeof given === "number" && given !== 0) complain(value, `timeout needs a unit: write "${given}s" or "${given}ms", not ${given}`);
    try {
      file.timeout = milliseconds(given as Duration);
    } catch {
      complain(value, `timeout must be a duration such as 30s, 500ms or 2m, not ${JSON.stringify(given)}`);
    }
  },
  expected_failures: reasons((file) => file.expectedFailures, "expected_failures"),
  skips: reasons((file) => file.skips, "skips"),
  setup: (file, value, complain, place) => {
    file.setup = text(value, complain, "setup");
    file.places.set("setup", place(value));
  },
  cleanup: (file, value, complain, place) => {
    file.cleanup = text(value, complain, "cleanup");
    file.places.set("cleanup", place(value));
  },
};

/** Throws FileError for the first mistake. `path` is only for messages. */
export function parseSuiteFile(source: string, path: string): SuiteFile {
  const lines = new LineCounter();
  const at = (offset: number): string => {
    const { line, col } = lines.linePos(offset);
    return `${path}:${line}:${col}`;
  };
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, strict: true });
  const [error] = document.errors;
  if (error) throw new FileError(`${at(error.pos[0])}: ${error.message}`);

  const place: Place = (node) => at(node?.range?.[0] ?? 0);
  const complain: Complain = (node, message) => {
    throw new FileError(`${place(node ?? null)}: ${message}`);
  };
  const file = emptySuiteFile();
  const root = document.contents;
  if (root === null) return file;
  if (!isMap<Node, Node | null>(root)) return complain(root, `a suite's file is a mapping; its keys are ${Object.keys(keys).join(", ")}`);
  for (const { key, value } of root.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const read = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (!read) {
      const [near] = nearNames(name, Object.keys(keys), 1);
      return complain(key, `unknown key "${name}".${near ? ` Did you mean ${near}?` : ""} The keys are ${Object.keys(keys).join(", ")}`);
    }
    read(file, value, (node, message) => complain(node ?? key, message), place);
  }
  return file;
}

/** Names in the file that no script of the suite has are mistakes too: a renamed script must not lose its reason silently. */
export function checkSuiteFile(file: SuiteFile, scripts: readonly string[]): void {
  for (const [what, map] of [
    ["expected_failures", file.expectedFailures],
    ["skips", file.skips],
  ] as const) {
    for (const name of map.keys()) {
      if (!scripts.includes(name))
        throw new FileError(
          `${file.places.get(`${what}.${name}`)}: ${what} names "${name}", which is no script of this suite.${suggest(name, scripts)}`,
        );
    }
  }
  for (const name of file.skips.keys()) {
    if (file.expectedFailures.has(name))
      throw new FileError(`${file.places.get(`skips.${name}`)}: ${name} is in skips and in expected_failures: take it out of one of them`);
  }
}
