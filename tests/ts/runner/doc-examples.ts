// SPDX-License-Identifier: GPL-2.0-or-later
// Every script in docs/, as it is written there, passes.
import { expect, lutf } from "lutf";
import { readdir, readFile } from "lutf/fs";
import { runInline } from "./_inline.ts";

export async function run(): Promise<void> {
  const source = lutf.getEnvironment()["LUTF_SOURCE"];
  if (source === undefined)
    throw new Error("this test needs LUTF's source folder in the environment variable LUTF_SOURCE: start it with tests/ts/run");
  const scripts: { [path: string]: string } = {};
  for (const file of (await readdir(`${source}/docs`)).filter((name) => name.endsWith(".md"))) {
    const text = await readFile(`${source}/docs/${file}`, "utf8");
    for (const [, path, code] of text.matchAll(/^```ts\n\/\/ suites\/(\S+)\n(.*?)^```$/gms)) {
      expect(scripts[path as string], `docs/${file}: ${path} is there twice`).toBe(undefined);
      scripts[path as string] = code as string;
    }
  }
  expect(Object.keys(scripts).length).toBeGreaterThanOrEqual(7);

  const { rows, stdout } = await runInline(scripts, ["--local", "3", "--nics", "3"]);
  for (const path of Object.keys(scripts)) expect(rows[path.replace(/\.ts$/, "")]?.status, `${path}\n${stdout}`).toBe("PASS");
}
