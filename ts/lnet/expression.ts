// SPDX-License-Identifier: GPL-2.0-or-later
// Lists of numbers as LNet writes them: CPTs, octets of an address, numbers of nets (lnetconfig-api.md §1.3, §3.15).
//
//   expression = "[" range { "," range } "]" | "*" | number
//   range      = "*" | number | number "-" number [ "/" number ]      only inside of brackets, "*" apart
//   number     = decimal | 0x hexadecimal | 0 octal                   blanks around it are ignored

export interface Range {
  low: number;
  high: number;
  stride: number;
}

/** A list of ranges; prints and counts in the order in which they stand. */
export type Expression = readonly Range[];

function parseNumber(text: string, low: number, high: number): number | undefined {
  const digits = text.trim();
  let value: number;
  if (/^0x[0-9a-f]+$/i.test(digits)) value = Number.parseInt(digits, 16);
  else if (/^0[0-7]*$/.test(digits)) value = Number.parseInt(digits, 8);
  else if (/^[1-9]\d*$/.test(digits)) value = Number.parseInt(digits, 10);
  else return undefined;
  return value >= low && value <= high ? value : undefined;
}

function parseRange(text: string, low: number, high: number, bracketed: boolean): Range | undefined {
  if (text === "*") return { low, high, stride: 1 };
  const single = parseNumber(text, low, high);
  if (single !== undefined) return { low: single, high: single, stride: 1 };
  const match = bracketed ? /^([^-]+)-([^/]+)(?:\/(.*))?$/.exec(text) : null;
  if (match === null) return undefined;
  const from = parseNumber(match[1] as string, low, high);
  const to = parseNumber(match[2] as string, low, high);
  const stride = match[3] === undefined ? 1 : parseNumber(match[3], low, high);
  // A stride of 0 would divide by 0 in LNet: refused here.
  if (from === undefined || to === undefined || from > to || !stride) return undefined;
  return { low: from, high: to, stride };
}

/** The expression, each number between `low` and `high`; undefined where LNet answers EINVAL. */
export function parseExpression(text: string, low = 0, high = 0xffffffff): Expression | undefined {
  const trimmed = text.trim();
  const bracketed = trimmed.startsWith("[") && trimmed.endsWith("]");
  const parts = bracketed ? trimmed.slice(1, -1).split(",") : [trimmed];
  const ranges = parts.map((part) => parseRange(part.trim(), low, high, bracketed));
  return ranges.every((range) => range !== undefined) ? ranges : undefined;
}

/** The text LNet prints: `3`, `[0-255]`, `[1-100/2]`, `[1,3,5-7/2]`. */
export function formatExpression(expression: Expression): string {
  const texts = expression.map(({ low, high, stride }) => {
    if (low === high) return `${low}`;
    return stride === 1 ? `${low}-${high}` : `${low}-${high}/${stride}`;
  });
  const [only] = expression;
  return expression.length === 1 && only?.low === only?.high ? (texts[0] as string) : `[${texts.join(",")}]`;
}

export function matchesExpression(expression: Expression, value: number): boolean {
  return expression.some(({ low, high, stride }) => value >= low && value <= high && (value - low) % stride === 0);
}

/** How many values the ranges have; a value in two ranges counts twice. */
export function countExpression(expression: Expression): number {
  return expression.reduce((count, { low, high, stride }) => count + Math.floor((high - low) / stride) + 1, 0);
}

/**
 * The values, ascending and each once; undefined if there are more than `limit`. `*` in a list of CPTs makes the real library
 * count to 2^32 (lnetconfig-api.md §3.15): with a limit it ends at once.
 */
export function expressionValues(expression: Expression, limit = 65536): number[] | undefined {
  if (countExpression(expression) > limit) return undefined;
  const values = new Set<number>();
  for (const { low, high, stride } of expression) for (let value = low; value <= high; value += stride) values.add(value);
  return [...values].sort((a, b) => a - b);
}
