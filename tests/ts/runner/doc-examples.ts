// SPDX-License-Identifier: GPL-2.0-or-later
// Every script in docs/writing-tests.md, as it is written there, passes.
import { expect, lutf } from "lutf";
import { readFile } from "lutf/fs";
import { runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const source = lutf.getEnvironment()["LUTF_SOURCE"];
  if (source === undefined)
    throw new Error("this test needs LUTF's source folder in the environment variable LUTF_SOURCE: start it with tests/ts/run");
  const text = await readFile(`${source}/docs/writing-tests.md`, "utf8");
  const scripts: { [path: string]: string } = {};
  for (const [, path, code] of text.matchAll(/^```ts\n\/\/ suites\/(\S+)\n(.*?)^```$/gms)) scripts[path as string] = code as string;
  expect(Object.keys(scripts).length).toBeGreaterThanOrEqual(6);

  const { rows, stdout } = await runInline(scripts, ["--local", "2"]);
  for (const path of Object.keys(scripts)) expect(rows[path.replace(/\.ts$/, "")]?.status, `${path}\n${stdout}`).toBe("PASS");
}
