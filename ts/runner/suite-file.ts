// SPDX-License-Identifier: GPL-2.0-or-later
// suite.yaml: what a suite says of itself. docs/running.md shows every key.
import { isMap, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import { type Duration, milliseconds } from "../lutf/duration.ts";
import { suggest } from "./near-names.ts";

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
});

type Complain = (node: Node | null | undefined, message: string) => never;
type Read = (file: SuiteFile, value: Node | null, complain: Complain) => void;

const text = (value: Node | null, complain: Complain, what: string): string => {
  if (isScalar(value) && typeof value.value === "string" && value.value !== "") return value.value;
  return complain(value, `${what} must be a text`);
};

const reasons =
  (into: (file: SuiteFile) => Map<string, string>, what: string): Read =>
  (file, value, complain) => {
    if (!isMap<Node, Node | null>(value)) return complain(value, `${what} must be a mapping of script names to reasons`);
    for (const { key, value: reason } of value.items) {
      const name = String((key as { value?: unknown }).value);
      into(file).set(name, text(reason ?? key, complain, `the reason for ${name}`));
    }
  };

const keys: { [key: string]: Read } = {
  description: (file, value, complain) => {
    file.description = text(value, complain, "description");
  },
  timeout: (file, value, complain) => {
    const given = isScalar(value) ? value.value : undefined;
    try {
      file.timeout = milliseconds(given as Duration);
    } catch {
      complain(value, `timeout must be a duration such as 30s, 500ms or 2m, not ${JSON.stringify(given)}`);
    }
  },
  expected_failures: reasons((file) => file.expectedFailures, "expected_failures"),
  skips: reasons((file) => file.skips, "skips"),
  setup: (file, value, complain) => {
    file.setup = text(value, complain, "setup");
  },
  cleanup: (file, value, complain) => {
    file.cleanup = text(value, complain, "cleanup");
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

  const complain: Complain = (node, message) => {
    throw new FileError(`${at(node?.range?.[0] ?? 0)}: ${message}`);
  };
  const file = emptySuiteFile();
  const root = document.contents;
  if (root === null) return file;
  if (!isMap<Node, Node | null>(root)) return complain(root, `a suite's file is a mapping; its keys are ${Object.keys(keys).join(", ")}`);
  for (const { key, value } of root.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const read = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (!read) return complain(key, `unknown key "${name}".${suggest(name, Object.keys(keys))}`);
    read(file, value, (node, message) => complain(node ?? key, message));
  }
  return file;
}

/** Names in the file that no script of the suite has are mistakes too: a renamed script must not lose its reason silently. */
export function checkSuiteFile(file: SuiteFile, scripts: readonly string[], path: string): void {
  for (const [what, map] of [
    ["expected_failures", file.expectedFailures],
    ["skips", file.skips],
  ] as const) {
    for (const name of map.keys()) {
      if (!scripts.includes(name))
        throw new FileError(`${path}: ${what} names "${name}", which is no script of this suite.${suggest(name, scripts)}`);
    }
  }
}
