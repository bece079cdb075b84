// SPDX-License-Identifier: GPL-2.0-or-later
// Errors keep their name, message, code, errno and causes, over two nodes too, and their stack is one list of lines of TypeScript.
import { BaseTest, expect, lutf, RemoteError, type Requires } from "lutf";
import { readFile } from "lutf/fs";

export const requires: Requires = { agents: 2 };

export class Thrower extends BaseTest {
  async failsInFile(): Promise<string> {
    return await readFile("/nonexistent/file", "utf8");
  }

  async wraps(): Promise<void> {
    try {
      await this.failsInFile();
    } catch (cause) {
      throw new EvalError("wrapped", { cause });
    }
  }

  async throwsMany(): Promise<void> {
    const circle = new Error("in a circle");
    circle.cause = circle;
    throw new AggregateError([new RangeError("one"), circle], "many");
  }

  async throwsText(): Promise<void> {
    throw "only a text";
  }

  async passesOn(next: string): Promise<void> {
    await new Thrower(lutf.getTarget(next)).wraps();
  }
}

async function errorOf(promise: Promise<unknown>): Promise<RemoteError> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(RemoteError);
  return thrown as RemoteError;
}

export async function run(): Promise<void> {
  const [one, two] = lutf.agents.take(2);
  const thrower = new Thrower(one);

  const file = await errorOf(thrower.failsInFile());
  expect([file.code, file.errno, file.node]).toEqual(["ENOENT", -2, one.name]);
  expect(file.message).toContain("/nonexistent/file");

  const wrapped = await errorOf(thrower.wraps());
  expect([wrapped.name, wrapped.message]).toEqual(["EvalError", "wrapped"]);
  expect(wrapped.cause).toBeInstanceOf(RemoteError);
  expect((wrapped.cause as RemoteError).code).toBe("ENOENT");

  const many = await errorOf(thrower.throwsMany());
  expect([many.name, many.errors?.map((each) => [each.name, each.message])]).toEqual([
    "AggregateError",
    [
      ["RangeError", "one"],
      ["Error", "in a circle"],
    ],
  ]);

  expect((await errorOf(thrower.throwsText())).message).toContain("only a text");

  const far = await errorOf(thrower.passesOn(two.name));
  expect([far.name, far.node]).toEqual(["EvalError", two.name]);
  const lines = String(far.stack).split("\n");
  const at = (pattern: RegExp) => {
    const found = lines.findIndex((line) => pattern.test(line));
    expect(found, `${pattern} in\n${far.stack}`).toBeGreaterThanOrEqual(0);
    return found;
  };
  // Line 17 threw it on the second agent, line 32 called that from the first, line 69 called the first from here.
  const order = [
    at(/Thrower\.wraps .*remote-errors\.ts:17:/),
    at(new RegExp(`on ${two.name}, called from ${one.name}`)),
    at(/Thrower\.passesOn .*remote-errors\.ts:32:/),
    at(new RegExp(`on ${one.name}, called from ${lutf.self.name}`)),
    at(/run .*remote-errors\.ts:69:/),
  ];
  expect(order).toEqual([...order].sort((a, b) => a - b));
}
