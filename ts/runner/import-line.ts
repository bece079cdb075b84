// SPDX-License-Identifier: GPL-2.0-or-later
// An import that cannot be fulfilled has no frame of the script: the engine says which module and name, the sources which line.
import { readFile } from "lutf/fs";
import { resolve } from "lutf/path";
import type { Places } from "./failure.ts";

export interface Line {
  module: string;
  line: number;
  column: number;
}

const statement = /\b(?:im|ex)port\b([^"';]*?)["']([^"'\n]+)["']/g;

/** Where the script, or a module that it imports, asks for what the message says is not there. */
export async function importLine(message: string, script: string, places: Places): Promise<Line | undefined> {
  const missing = /^Cannot find module "(.+?)" imported by ([^\s:]+)/.exec(message);
  const wrong = /^Could not find export '(.+?)' in module '(.+?)'/.exec(message);
  if (!missing && !wrong) return undefined;
  const modules = [missing ? missing[2]! : script];
  // A module may be reached twice, and the list grows while it is walked.
  for (const module of modules) {
    const path = places.pathOf(module);
    const source = path === undefined ? "" : await readFile(path, "utf8").catch(() => "");
    for (const { 0: whole, 1: clause = "", 2: from = "", index } of source.matchAll(statement)) {
      const target = from.startsWith(".") ? resolve("/", module, "..", from).slice(1) : from;
      const name = wrong && target === wrong[2] ? clause.search(new RegExp(`(?<![\\w$])${wrong[1]!.replace(/\$/g, "\\$")}(?![\\w$])`)) : -1;
      if (missing && from === missing[1]) return lineAt(source, module, index + whole.lastIndexOf(from));
      if (name >= 0) return lineAt(source, module, index + whole.indexOf(clause) + name);
      if (wrong && target !== from && !modules.includes(target)) modules.push(target);
    }
  }
  return undefined;
}

function lineAt(source: string, module: string, offset: number): Line {
  const before = source.slice(0, offset).split("\n");
  return { module, line: before.length, column: before.at(-1)!.length + 1 };
}
