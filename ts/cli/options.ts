// SPDX-License-Identifier: GPL-2.0-or-later
// The command line and the configuration files, as src/cli/options.def and src/config have checked them already.
import { options } from "lutf:global";
import { type Duration, milliseconds } from "../lutf/duration.ts";

/** A wrong value that only the runner can find wrong: shown without a stack, exit code of a wrong command line. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export const flag = (name: string): boolean => options[name] === true;

export function text(name: string): string | undefined {
  const value = options[name];
  return value === undefined || value === null ? undefined : String(value);
}

export function list(name: string): string[] {
  const value = options[name];
  return value === undefined || value === null ? [] : (Array.isArray(value) ? value : [value]).map(String);
}

export function count(name: string): number | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  if (!/^\d+$/.test(value)) throw new UsageError(`--${name} takes a whole number, not "${value}"`);
  return Number(value);
}

/** Milliseconds; a plain number counts seconds, as in the design document's files. */
export function duration(name: string): number | undefined {
  const value = text(name);
  if (value === undefined) return undefined;
  try {
    return milliseconds((/^\d+(\.\d+)?$/.test(value) ? `${value}s` : value) as Duration);
  } catch {
    throw new UsageError(`--${name} takes a time such as 30s, 500ms or 2m, not "${value}"`);
  }
}
