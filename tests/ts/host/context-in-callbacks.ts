// SPDX-License-Identifier: GPL-2.0-or-later
// The options of withCalls also hold in what a body leaves to be done later: timers, immediates, microtasks, events, processes.
import { BaseTest, expect, lutf, type Requires, withCalls } from "lutf";
import { spawn } from "lutf/child-process";
import { readFile } from "lutf/fs";

export const requires: Requires = { agents: 1 };

export class Slow extends BaseTest {
  async nap(): Promise<void> {
    await lutf.sleep("3s");
  }
}

type Later = (callback: () => void) => void;

export async function run(): Promise<void> {
  const slow = new Slow(lutf.agents.take(1)[0]);
  const target = new EventTarget();
  const later: { [what: string]: Later } = {
    "a timer": (callback) => void setTimeout(callback, 5),
    "an immediate": (callback) => void setImmediate(callback),
    "a microtask": (callback) => queueMicrotask(callback),
    "an event": (callback) => {
      target.addEventListener("now", callback, { once: true });
    },
    "a process": (callback) => void spawn("true").on("close", callback),
    "a file": (callback) => void readFile("/proc/self/stat").then(callback),
    "an await": async (callback) => {
      await null;
      await readFile("/proc/self/stat");
      callback();
    },
  };
  const failures = Object.entries(later).map(async ([what, when]) => {
    const error = await withCalls(
      { timeout: "100ms" },
      () => new Promise<Error>((resolve) => when(() => void slow.nap().then(() => resolve(new Error("no timeout")), resolve))),
    );
    return `${what}: ${error.name}`;
  });
  // Outside of any context.
  target.dispatchEvent(new Event("now"));
  expect(await Promise.all(failures)).toEqual(Object.keys(later).map((what) => `${what}: CallTimeoutError`));
}
