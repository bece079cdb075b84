// SPDX-License-Identifier: GPL-2.0-or-later
// Ranges of NIDs and lists of numbers: what they hold, how they print, what is refused.
import { expect } from "lutf";
import {
  expressionValues,
  formatExpression,
  formatNidRange,
  matchesNidlist,
  matchesNidPattern,
  type NidRange,
  parseExpression,
  parseNidlist,
  parseNidPattern,
  parseNidRange,
  parseNidstr,
} from "lutf/nid";

const values = (text: string, low?: number, high?: number): number[] | undefined => {
  const expression = parseExpression(text, low, high);
  return expression && expressionValues(expression, 1000);
};

export function run(): void {
  expect(values("[0,1]")).toEqual([0, 1]);
  expect(values("3")).toEqual([3]);
  expect(values("[ 1 , 0x10-0x12, 5-9/2 ]")).toEqual([1, 5, 7, 9, 16, 17, 18]);
  expect(values("[4,1-4]")).toEqual([1, 2, 3, 4]);
  for (const text of ["", "[]", "0,1", "1-2", "[3-1]", "[1-2/0]", "[1,]", "[a]", "[-1]", "[1-2-3]", "[0", "0]"])
    expect(parseExpression(text), text).toBe(undefined);
  expect(parseExpression("[256]", 0, 255)).toBe(undefined);
  // As a list of CPTs this is 2^32 numbers, over which the real library hangs.
  expect(values("[*]")).toBe(undefined);
  const printed = { "*": "[0-255]", "[7]": "7", "[1-100/2]": "[1-100/2]", "[1,3,5-7/2]": "[1,3,5-7/2]", "[5-5]": "5" };
  for (const [text, print] of Object.entries(printed)) expect(formatExpression(parseExpression(text, 0, 255) ?? [])).toBe(print);

  const list = (text: string): NidRange[] => parseNidlist(text) as NidRange[];
  expect(list(" 10.0.[0-3].*@tcp  [1-3]@kfi *@o2ib1").map(formatNidRange)).toEqual(["10.0.[0-3].[0-255]@tcp", "[1-3]@kfi", "*@o2ib1"]);
  const matches: [string, string, boolean][] = [
    ["10.0.[0-3].*@tcp", "10.0.3.77", true],
    ["10.0.[0-3].*@tcp", "10.0.4.77@tcp", false],
    ["10.0.[0-3].*@tcp", "10.0.3.77@tcp1", false],
    ["*@tcp", "2001:db8::1@tcp", true],
    ["10.0.0.*@tcp *@o2ib", "1.2.3.4@o2ib0", true],
    ["10.0.0.0/30@tcp", "10.0.0.3@tcp", true],
    ["10.0.0.0/30@tcp", "10.0.0.4@tcp", false],
    ["2001:db8::/33@tcp", "2001:db8:7fff::1@tcp", true],
    ["2001:db8::/33@tcp", "2001:db8:8000::1@tcp", false],
    ["[1-3]@kfi", "3@kfi", true],
    ["*@lo", "0@lo", true],
    ["*@tcp", "junk", false],
  ];
  for (const [range, nid, yes] of matches) expect(matchesNidlist(list(range), nid), `${range} ${nid}`).toBe(yes);

  const diagnostics = {
    junk: `nidrange "junk" doesn't contain '@'`,
    "1@foo": 'net "foo" is malformed',
    "1.2.3.[5-2]@tcp": 'Failed to parse addrrange "1.2.3.[5-2]" rc = -22',
  };
  for (const [text, diagnostic] of Object.entries(diagnostics)) {
    expect(parseNidstr(text)).toEqual({ errno: -22, message: `"Unable to parse nidlist from: ${text}"`, diagnostic });
  }
  expect(parseNidstr(null)).toMatchObject({ message: "supplied nidstr is NULL" });
  expect(parseNidstr("")).toEqual({ errno: -22, message: '"Unable to parse nidlist from: "' });
  expect(parseNidstr("10.1.[1-2].[1-64]@tcp")).toHaveLength(128);
  expect(parseNidstr("10.1.[1-2].[1-64]@tcp 10.0.0.1@tcp")).toMatchObject({ message: expect.stringContaining("more than the 128 NIDs") });
  expect(parseNidstr("10.1.1.[2,1]@tcp")).toEqual(["10.1.1.2@tcp", "10.1.1.1@tcp"]);
  expect(parseNidRange("10.1.1.[1-3/2,9]@tcp,2001:db8::1@tcp1")).toEqual([
    "10.1.1.1@tcp",
    "10.1.1.3@tcp",
    "10.1.1.9@tcp",
    "2001:db8::1@tcp1",
  ]);
  expect(parseNidRange("10.1.1.[91-300]@tcp")).toEqual({ errno: -7, message: "Unable to parse nidlist: specifies more NIDs than allowed" });

  const patterns = {
    tcp: "tcp",
    tcp0: "tcp",
    "tcp[1-3]": "tcp[1-3]",
    "10.0.[0-3].*@tcp": "10.0.[0-3].[0-255]@tcp",
    "10.1.1.[1-100/2]@tcp9": "10.1.1.[1-100/2]@tcp9",
    "[1,2]@kfi1": "[1,2]@kfi1",
  };
  for (const [text, print] of Object.entries(patterns)) expect(parseNidPattern(text)?.text, text).toBe(print);
  for (const text of ["", "junk", "*@tcp", "@tcp", "10.1.1.300@tcp", "2001:db8::1@tcp", "10.0.0.1", "lo1", "tcp[]"])
    expect(parseNidPattern(text), text).toBe(undefined);
  const holds: [string, string, boolean][] = [
    ["tcp", "10.1.1.1@tcp", true],
    ["tcp", "10.1.1.1@tcp1", false],
    ["tcp[1-3]", "10.1.1.1@tcp3", true],
    ["10.1.1.[1-100/2]@tcp", "10.1.1.3@tcp", true],
    ["10.1.1.[1-100/2]@tcp", "10.1.1.4@tcp", false],
    ["tcp", "2001:db8::1@tcp", true],
  ];
  for (const [text, nid, yes] of holds)
    expect(matchesNidPattern(parseNidPattern(text) ?? expect.fail(text), nid), `${text} ${nid}`).toBe(yes);
}
