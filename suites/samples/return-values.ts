// SPDX-License-Identifier: GPL-2.0-or-later
// What `run` returns, and what it records on the way, is kept in the test's result file.
import { expect, type Results } from "lutf";

export async function run(_parameters: object, results: Results): Promise<{ name: string; date: Date }> {
  results.record("answer", 42);
  const sum = await results.step("add two numbers", async () => 3 + 6);
  expect(sum).toBe(9);
  return { name: "return-values", date: new Date() };
}
