// SPDX-License-Identifier: GPL-2.0-or-later
// How values look to people: Node's util.inspect and util.format. Loaded when a value that is no string is first shown.
import { formatWithOptions, inspect } from "node-inspect-extracted";

export { inspect };

// When it first shows an instance of a class the library looks up URL, to see whether it is one. There are none here, but the name must be.
if (!("URL" in globalThis)) {
  Object.defineProperty(globalThis, "URL", { value: class URL {}, configurable: true });
  inspect(new (class First {})());
  Reflect.deleteProperty(globalThis, "URL");
}

export interface InspectOptions {
  depth?: number | null;
  colors?: boolean;
  showHidden?: boolean;
  compact?: boolean | number;
  breakLength?: number;
}

/** Node's console.log: %s %d %i %f %j %o %O %c, and what follows, inspected. */
export function format(options: InspectOptions, args: unknown[]): string {
  return formatWithOptions(options, ...args);
}

/** Rows and columns of console.table, or undefined if data is no table. */
function tableOf(data: unknown, only: readonly string[] | undefined): { head: string[]; rows: string[][] } | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const show = (value: unknown): string =>
    inspect(value, { depth: typeof value === "object" && value !== null ? -1 : 0, breakLength: Infinity, maxArrayLength: 3 });
  const isMap = data instanceof Map;
  const entries: [unknown, unknown][] = isMap || data instanceof Set ? [...data].map((item, i) => [i, item]) : Object.entries(data);
  const columns: string[] = [...(only ?? [])];
  let plain = false;
  for (const [, row] of entries) {
    if (isMap || typeof row !== "object" || row === null) plain = true;
    else if (only === undefined) for (const key of Object.keys(row)) if (!columns.includes(key)) columns.push(key);
  }
  const index = isMap || data instanceof Set ? "(iteration index)" : "(index)";
  if (isMap)
    return { head: [index, "Key", "Values"], rows: entries.map(([i, pair]) => [String(i), ...(pair as [unknown, unknown]).map(show)]) };
  const rows = entries.map(([key, row]) => {
    const isObject = typeof row === "object" && row !== null;
    const cells = columns.map((column) =>
      isObject && Object.hasOwn(row, column) ? show((row as { [key: string]: unknown })[column]) : "",
    );
    return [String(key), ...cells, ...(plain ? [isObject ? "" : show(row)] : [])];
  });
  return { head: [index, ...columns, ...(plain ? ["Values"] : [])], rows };
}

/** What console.table prints; undefined: data is no table and is printed as by console.log. */
export function formatTable(data: unknown, only?: readonly string[]): string | undefined {
  const table = tableOf(data, only);
  if (table === undefined) return undefined;
  const { head, rows } = table;
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)) + 2);
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const line = (cells: string[]): string => `│${cells.map((cell, i) => ` ${cell}`.padEnd(widths[i]!)).join("│")}│`;
  return [rule("┌", "┬", "┐"), line(head), rule("├", "┼", "┤"), ...rows.map(line), rule("└", "┴", "┘")].join("\n");
}
