// SPDX-License-Identifier: GPL-2.0-or-later
// docs/lnet-suites.md tells what each script of the suites for LNet proves, once, and of no script that there is not.
import { expect, lutf } from "lutf";
import { readdir, readFile } from "lutf/fs";

/** It shows how to write tests; docs/writing-tests.md tells of it. */
const TELLING = "samples";

export async function run(): Promise<void> {
  const source = lutf.getEnvironment()["LUTF_SOURCE"];
  const sections = (await readFile(`${source}/docs/lnet-suites.md`, "utf8")).split(/^## Suite /m).slice(1);
  const told = new Map(
    sections.map((section) => {
      const rows = [...section.matchAll(/^\| \[?`?([a-z0-9-]+)`?[^|]*\|/gm)].map(([, name]) => name as string);
      return [section.split("\n", 1)[0]!.trim(), rows.filter((name) => name !== "script").sort()];
    }),
  );
  const suites = (await readdir(`${source}/suites`, { withFileTypes: true })).filter(
    (entry) => entry.isDirectory() && entry.name !== TELLING,
  );
  expect([...told.keys()].sort()).toEqual(suites.map(({ name }) => name).sort());
  for (const { name } of suites) {
    const scripts = (await readdir(`${source}/suites/${name}`)).filter((file) => /^[a-z].*\.ts$/.test(file));
    expect(told.get(name), `docs/lnet-suites.md, ## Suite ${name}`).toEqual(scripts.map((file) => file.replace(/\.ts$/, "")).sort());
  }
}
