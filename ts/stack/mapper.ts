// SPDX-License-Identifier: GPL-2.0-or-later
// Loaded when the first stack is read.

import { libraryMap, source } from "lutf:realm";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

interface Module {
  /** Compiled lines, for names; a library module has none. */
  lines: string[];
  map: TraceMap | undefined;
}

interface Frame {
  name: string;
  file: string;
  line: number;
  column: number;
}

const modules = new Map<string, Module>();
const INLINE = "//# sourceMappingURL=data:application/json;base64,";

function isLibrary(file: string): boolean {
  return file === "lutf" || file.startsWith("lutf/") || file.startsWith("lutf:");
}

function moduleOf(file: string): Module {
  let module = modules.get(file);
  if (module === undefined) {
    module = read(file);
    modules.set(file, module);
  }
  return module;
}

function read(file: string): Module {
  if (isLibrary(file)) {
    const json = libraryMap(file);
    return { lines: [], map: json === undefined ? undefined : new TraceMap(json) };
  }
  const text = source(file);
  if (text === undefined) return { lines: [], map: undefined };
  const at = text.lastIndexOf(INLINE);
  if (at < 0) return { lines: text.split("\n"), map: undefined };
  const binary = atob(text.slice(at + INLINE.length).trim());
  const json = new TextDecoder().decode(Uint8Array.from(binary, (character: string) => character.charCodeAt(0)));
  return { lines: text.slice(0, at).split("\n"), map: new TraceMap(json) };
}

/**
 * The frames of quickjs ("    at name (file:line:column)") in lines of TypeScript. Left out: frames of native functions, of the library, and of the
 * code that esbuild adds for async functions. A stack that has only frames of the library keeps them, unless ownOnly: then it is about the library.
 */
export function mapFrames(raw: string, ownOnly: boolean): string {
  const lines = raw.split("\n").filter((line) => line !== "");
  const frames = lines.map(parse).filter((frame) => frame !== undefined);
  const own = frames.filter((frame) => !isLibrary(frame.file));
  const mapped = (own.length > 0 || ownOnly ? own : frames).map(mapFrame);
  const shown: string[] = [];
  let helper = false;
  let previous: Frame | undefined;
  for (const frame of mapped) {
    if (frame === undefined) {
      helper = true;
      continue;
    }
    // The async function itself, which only started its generator: that frame stands above it already.
    const starter = helper && previous !== undefined && frame.starter && frame.file === previous.file;
    helper = false;
    if (starter) continue;
    shown.push(`    at ${frame.name} (${frame.file}:${frame.line}:${frame.column})`);
    previous = frame;
  }
  if (shown.length === 0 && !ownOnly) return raw;
  return shown.join("\n");
}

function parse(line: string): Frame | undefined {
  const match = /^ {4}at (?:(.*) \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
  if (match === null) return undefined;
  return { name: match[1] ?? "<module>", file: match[2] as string, line: Number(match[3]), column: Number(match[4]) };
}

/** undefined: code that stands in no TypeScript file. */
function mapFrame(frame: Frame): (Frame & { starter: boolean }) | undefined {
  const { lines, map } = moduleOf(frame.file);
  if (map === undefined) return { ...frame, starter: false };
  const position = originalPositionFor(map, { line: frame.line, column: Math.max(0, frame.column - 1) });
  if (position.line === null) return undefined;
  const text = lines[frame.line - 1] ?? "";
  const name = frame.name === "<anonymous>" ? nameOfGenerator(lines, frame.line) : frame.name;
  // A script of the suites is compiled by itself and keeps its name; chunks of the library name their sources.
  const file = isLibrary(frame.file) ? (position.source ?? frame.file) : frame.file;
  return { name, file, line: position.line, column: position.column + 1, starter: /__async\(/.test(text) };
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/**
 * The name of the async function whose generator has this compiled line. esbuild writes
 *     name(parameters) {
 *       return __async(this, null, function* () {
 *         …
 * so the name stands on the first line above that is indented less than the `function*`, or on that line.
 */
function nameOfGenerator(lines: string[], line: number): string {
  let indent = indentOf(lines[line - 1] ?? "") + (/function\* ?\(.*\{.*\}/.test(lines[line - 1] ?? "") ? 1 : 0);
  for (let at = line - 1; at >= 1; at--) {
    const text = lines[at - 1] ?? "";
    if (text.trim() === "" || indentOf(text) >= indent) continue;
    indent = indentOf(text);
    if (!text.includes("function*") && !/[({]\s*$/.test(text)) continue;
    const header = /^\s*(?:export )?(?:static )?(?:function )?([\w$#]+)\(.*\) \{$/.exec(text)?.[1];
    if (header !== undefined && !["if", "for", "while", "switch", "catch", "with"].includes(header)) return qualified(lines, at, header);
    const variable = /(?:const|let|var) ([\w$]+) = (?:\(.*\) => )?(?:__async\(|function)/.exec(text)?.[1];
    if (variable !== undefined) return variable;
    if (/function\*/.test(text) && !/^\s*return __async\(/.test(text)) return "<anonymous>";
  }
  return "<anonymous>";
}

/** "Class.method" for a method. */
function qualified(lines: string[], at: number, method: string): string {
  const indent = indentOf(lines[at - 1] ?? "");
  for (let above = at - 1; indent > 0 && above >= 1; above--) {
    const text = lines[above - 1] ?? "";
    if (text.trim() === "" || indentOf(text) >= indent) continue;
    const name = /\bclass ([\w$]+)/.exec(text)?.[1];
    return name === undefined ? method : `${name}.${method}`;
  }
  return method;
}
