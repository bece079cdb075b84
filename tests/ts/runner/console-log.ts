// SPDX-License-Identifier: GPL-2.0-or-later
// console prints what Node prints, into the log of the test.
import { expect } from "lutf";
import { withProject } from "./_inline.ts";

const script = `
class Point { constructor(x) { this.x = x; this.deep = { er: { est: {} } }; } }
export async function run() {
  console.log("plain", "words");
  console.log("%s is %d of %i, %j %o%%", "this", "4.5", 4.5, { a: 1 }, [1]);
  console.info({ a: 1, b: ["x", null, undefined, 1n], c: new Map([["k", new Set([1])]]) });
  console.warn(new Point(1));
  console.error("with", 5, true, Symbol("s"), -0);
  const circle = {}; circle.self = circle; console.debug(circle);
  console.log(new Uint8Array([1, 2]), /x/g, new Date(0), () => 1, function named() {}, null, undefined);
  console.group("group"); console.log("in\\nside"); console.groupEnd(); console.log("outside");
  console.count(); console.count("a"); console.count(); console.countReset(); console.count();
  console.assert(true, "not printed"); console.assert(false, "printed"); console.assert(false);
  console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
  console.table([{ a: 1, b: "x" }, { a: 2, c: true }]);
  console.table(["p", "q"]);
  console.table(5);
  console.time("t"); console.timeEnd("t"); console.timeEnd("t");
  console.log();
  try { null.x; } catch (error) { console.log(error instanceof TypeError, String(error.stack).includes("run")); }
}`;

const expected = `plain words
this is 4.5 of 4, {"a":1} [ 1, [length]: 1 ]%
info: {
  a: 1,
  b: [ 'x', null, undefined, 1n ],
  c: Map(1) { 'k' => Set(1) { 1 } }
}
warn: Point { x: 1, deep: { er: { est: {} } } }
error: with 5 true Symbol(s) -0
debug: <ref *1> { self: [Circular *1] }
Uint8Array(2) [ 1, 2 ] /x/g 1970-01-01T00:00:00.000Z [Function (anonymous)] [Function: named] null undefined
group
  in
  side
outside
default: 1
a: 1
default: 2
default: 1
warn: Assertion failed: printed
warn: Assertion failed
{ a: [Object] }
┌─────────┬───┬─────┬──────┐
│ (index) │ a │ b   │ c    │
├─────────┼───┼─────┼──────┤
│ 0       │ 1 │ 'x' │      │
│ 1       │ 2 │     │ true │
└─────────┴───┴─────┴──────┘
┌─────────┬────────┐
│ (index) │ Values │
├─────────┼────────┤
│ 0       │ 'p'    │
│ 1       │ 'q'    │
└─────────┴────────┘
5
t: TIMEms
warn: Warning: No such label 't' for console.timeEnd()

true true`;

export async function run(): Promise<void> {
  await withProject({ "a/prints.ts": `// @ts-nocheck\n${script}` }, async (project) => {
    const { exitCode, stdout, stderr } = await project.lutf(["run"]);
    expect(exitCode, stdout + stderr).toBe(0);
    const log = await project.read("results/latest/a/prints/console.log");
    const text = log
      .replaceAll(/^\d\d:\d\d:\d\d\.\d{3} master ?/gm, "")
      .replace(/t: [0-9.]+ms/, "t: TIMEms")
      .trimEnd();
    expect(text).toBe(expected);
  });
}
