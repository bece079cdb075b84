// SPDX-License-Identifier: GPL-2.0-or-later
// Stacks are lines of TypeScript with the names of functions, before and after an await, and without what compiling adds.
import { expect } from "lutf";

class Maker {
  async method(pause: boolean): Promise<never> {
    if (pause) await null;
    throw new Error("in a method");
  }

  static async fixed(): Promise<never> {
    await null;
    throw new Error("in a static method");
  }
}

async function outer(pause: boolean): Promise<never> {
  return await new Maker().method(pause);
}

const arrow = async (): Promise<never> => {
  await null;
  throw new Error("in an arrow function");
};

function plain(): never {
  throw new Error("in a plain function");
}

async function framesOf(body: () => Promise<never>): Promise<string[]> {
  const error = await body().catch((thrown: unknown) => thrown);
  return String((error as Error).stack)
    .split("\n")
    .map((line) => line.trim().replace(/\(.*stack-lines\.ts/, "(stack-lines.ts"));
}

export async function run(): Promise<void> {
  expect((await framesOf(() => outer(false))).slice(0, 2)).toEqual([
    expect.stringMatching(/^at Maker\.method \(stack-lines\.ts:8:\d+\)$/),
    expect.stringMatching(/^at outer \(stack-lines\.ts:18:\d+\)$/),
  ]);
  expect((await framesOf(() => outer(true)))[0]).toMatch(/^at Maker\.method \(stack-lines\.ts:8:/);
  expect((await framesOf(() => Maker.fixed()))[0]).toMatch(/^at Maker\.fixed \(stack-lines\.ts:13:/);
  expect((await framesOf(arrow))[0]).toMatch(/^at arrow \(stack-lines\.ts:23:/);
  const frames = await framesOf(async () => plain());
  expect(frames[0]).toMatch(/^at plain \(stack-lines\.ts:27:/);
  expect(frames.join("\n")).not.toMatch(/__async|native|chunk-|lutf\//);

  // captureStackTrace leaves out the function that checks, as assertion libraries want it.
  const holder: { stack?: string } = {};
  const check = () => Error.captureStackTrace(holder, check);
  check();
  expect(holder.stack).toMatch(/^ {4}at run \(.*stack-lines\.ts:52:/);
}
