// SPDX-License-Identifier: GPL-2.0-or-later
import { event, self } from "lutf:agent";
import { here } from "../lutf/here.ts";
import type { Data } from "../rpc/data.ts";
import { errorToData, SkipError } from "../rpc/errors.ts";

/** The second parameter of a script's `run`: what the test leaves beside its status. */
export interface Results {
  /** Runs body as a sub-test of this name: its status and duration stand in the results. Resolves to what body returns; an error fails the test too. */
  step<T>(name: string, body: () => Promise<T>): Promise<T>;
  /** Keeps a value in the test's results, under a key. A later one of the same key replaces it. */
  record(key: string, value: Data): void;
  /** Keeps a file beside the test's results. name is a plain file name: no slash, not "." or "..". */
  attach(name: string, content: string | Uint8Array): Promise<void>;
  /** Ends the test as a SKIP. */
  skip(reason: string): never;
}

/** To the master's main realm, which keeps the order. */
export function tellRunner(type: string, fields: { [key: string]: Data }): void {
  event(here.master, { type, of: here.test, node: self, ...fields });
}

export const results: Results = {
  async step<T>(name: string, body: () => Promise<T>): Promise<T> {
    const start = Date.now() / 1000;
    const begin = performance.now();
    const end = (fields: { [key: string]: Data }) =>
      tellRunner("step-end", { name, start, seconds: (performance.now() - begin) / 1000, ...fields });
    tellRunner("step-begin", { name });
    try {
      const value = await body();
      try {
        end({ status: "PASS", value: value as Data });
      } catch {
        // What the step returned is no data: it is for the script, not for the results.
        end({ status: "PASS" });
      }
      return value;
    } catch (error) {
      if (error instanceof SkipError) end({ status: "SKIP", reason: error.message });
      else end({ status: "FAIL", error: errorToData(error, self, here.script) });
      throw error;
    }
  },

  record(key: string, value: Data): void {
    tellRunner("record", { key, value });
  },

  async attach(name: string, content: string | Uint8Array): Promise<void> {
    if (name === "" || name === "." || name === ".." || /[/\0]/.test(name))
      throw new RangeError(`attach: ${JSON.stringify(name)} is no plain file name`);
    tellRunner("attach", { name, content });
  },

  skip(reason: string): never {
    throw new SkipError(reason);
  },
};
