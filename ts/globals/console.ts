// SPDX-License-Identifier: GPL-2.0-or-later
// console, as in Node. Where it goes: to the sink, if there is one (a test's goes to its log), else to standard output and error.
import { write } from "lutf:console";
import { loadLibrary } from "lutf:realm";
import type * as inspectLibrary from "./inspect.ts";

export type ConsoleLevel = "debug" | "log" | "info" | "warn" | "error";
/** Gets what one call of a console method prints, without the newline at its end. */
export type ConsoleSink = (level: ConsoleLevel, text: string) => void;

let sink: ConsoleSink | undefined;

/** undefined: the standard output and error of the process. */
export function setConsoleSink(to: ConsoleSink | undefined): void {
  sink = to;
}

let loaded: typeof inspectLibrary | undefined;
function library(): typeof inspectLibrary {
  loaded ??= loadLibrary("lutf/inspect") as typeof inspectLibrary;
  return loaded;
}

function format(args: unknown[]): string {
  const [first] = args;
  // The usual case needs no library.
  if (typeof first === "string" && (args.length === 1 || (!first.includes("%") && args.every((arg) => typeof arg === "string"))))
    return args.join(" ");
  return library().format({}, args);
}

/** What the methods share: groups, counters, timers. */
let indentation = "";
const counts = new Map<string, number>();
const started = new Map<string, number>();

function print(level: ConsoleLevel, args: unknown[]): void {
  let text = format(args);
  if (indentation !== "") text = indentation + text.replaceAll("\n", `\n${indentation}`);
  if (sink !== undefined) sink(level, text);
  else write(level === "warn" || level === "error" ? 2 : 1, `${text}\n`);
}

function elapsed(method: string, label: string): string | undefined {
  const since = started.get(label);
  if (since === undefined) {
    print("warn", [`Warning: No such label '${label}' for console.${method}()`]);
    return undefined;
  }
  const ms = performance.now() - since;
  return `${label}: ${ms >= 1000 ? `${(ms / 1000).toFixed(3)}s` : `${Number(ms.toFixed(3))}ms`}`;
}

export const console = {
  log: (...args: unknown[]): void => print("log", args),
  info: (...args: unknown[]): void => print("info", args),
  debug: (...args: unknown[]): void => print("debug", args),
  warn: (...args: unknown[]): void => print("warn", args),
  error: (...args: unknown[]): void => print("error", args),
  /** Prints where it is called from. */
  trace(...args: unknown[]): void {
    const stack = (new Error().stack ?? "").split("\n").filter((line) => line.trim() !== "");
    const from = stack.findIndex((line) => !line.includes("console")); // less our own frame
    print("error", [`Trace${args.length > 0 ? `: ${format(args)}` : ""}\n${stack.slice(Math.max(from, 0)).join("\n")}`]);
  },
  dir: (value: unknown, options?: inspectLibrary.InspectOptions): void =>
    print("log", [library().inspect(value, { customInspect: false, ...options })]),
  assert(condition?: unknown, ...args: unknown[]): void {
    if (condition) return;
    if (typeof args[0] === "string") args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift("Assertion failed");
    print("warn", args);
  },
  count(label = "default"): void {
    const count = (counts.get(String(label)) ?? 0) + 1;
    counts.set(String(label), count);
    print("log", [`${label}: ${count}`]);
  },
  countReset(label = "default"): void {
    if (!counts.delete(String(label))) print("warn", [`Warning: Count for '${label}' does not exist`]);
  },
  time(label = "default"): void {
    if (started.has(String(label))) print("warn", [`Warning: Label '${label}' already exists for console.time()`]);
    else started.set(String(label), performance.now());
  },
  timeLog(label = "default", ...args: unknown[]): void {
    const text = elapsed("timeLog", String(label));
    if (text !== undefined) print("log", ["%s", text, ...args]);
  },
  timeEnd(label = "default"): void {
    const text = elapsed("timeEnd", String(label));
    started.delete(String(label));
    if (text !== undefined) print("log", [text]);
  },
  group(...args: unknown[]): void {
    if (args.length > 0) print("log", args);
    indentation += "  ";
  },
  groupCollapsed: (...args: unknown[]): void => console.group(...args),
  groupEnd(): void {
    indentation = indentation.slice(2);
  },
  table(data: unknown, columns?: readonly string[]): void {
    print("log", [library().formatTable(data, columns) ?? data]);
  },
};
