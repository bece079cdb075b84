// SPDX-License-Identifier: GPL-2.0-or-later
// node:path for POSIX systems, by path-browserify. What Node resolves against the current folder is, here, too.

import { cwd } from "lutf:process";
import path from "path-browserify";

export const { basename, delimiter, dirname, extname, format, isAbsolute, join, normalize, parse, sep } = path;

/** An absolute path: the arguments from right to left until one is absolute, else below the current folder of this process. */
export function resolve(...paths: string[]): string {
  return path.resolve(cwd(), ...paths);
}

/** How to get from one path to the other. */
export function relative(from: string, to: string): string {
  return path.relative(resolve(from), resolve(to));
}
