// SPDX-License-Identifier: GPL-2.0-or-later
// Suite, script, glob, tag and except choose what runs; one that matches nothing is an error that lists near names.
import { expect } from "lutf";
import { passing, withProject } from "./_inline.ts";

const tagged = (tag: string): string => `export const requires = { tags: ["${tag}"] };\n${passing}`;

export async function run(): Promise<void> {
  const files = {
    "net/ping.ts": tagged("quick"),
    "net/route-add.ts": passing,
    "net/route-delete.ts": passing,
    "peer/ping.ts": passing,
    "peer/_helper.ts": "!",
    "peer/lib/helper.ts": "export const x = 1;",
  };
  await withProject(files, async ({ lutf, write }) => {
    const chosen = async (...args: string[]): Promise<string[]> => {
      const { rows, exitCode, stderr } = await lutf(["run", ...args]);
      expect(exitCode, stderr).toBe(0);
      return Object.keys(rows);
    };
    expect(await chosen()).toEqual(["net/ping", "net/route-add", "net/route-delete", "peer/ping"]);
    expect(await chosen("--suite", "peer")).toEqual(["peer/ping"]);
    expect(await chosen("--only", "ping")).toEqual(["net/ping", "peer/ping"]);
    expect(await chosen("--only", "net/ping")).toEqual(["net/ping"]);
    expect(await chosen("--only", "route-*")).toEqual(["net/route-add", "net/route-delete"]);
    expect(await chosen("--only", "*/{ping,route-add}", "--suite", "net")).toEqual(["net/ping", "net/route-add"]);
    expect(await chosen("--only", "ping,route-add")).toEqual(["net/ping", "net/route-add", "peer/ping"]);
    expect(await chosen("--except", "route-*", "--except", "peer/ping")).toEqual(["net/ping"]);
    expect(await chosen("--tag", "quick")).toEqual(["net/ping"]);

    const refused = async (...args: string[]): Promise<string> => {
      const { exitCode, stderr } = await lutf(["run", ...args, "--results", "none"]);
      expect(exitCode, stderr).toBe(2);
      return stderr;
    };
    expect(await refused("--only", "rout-add")).toContain("--only rout-add matches no script. Did you mean route-add?");
    expect(await refused("--suite", "per")).toContain('no suite is called "per". Did you mean peer?');
    expect(await refused("--tag", "quik")).toContain('no script has the tag "quik". Did you mean quick?');
    // Nobody knows the tags of a script that does not load: it is not lost silently.
    await write("suites/peer/broken.ts", "export async function run( {");
    await write("suites/peer/wrong.ts", `export const requires = { tags: "quick" };\n${passing}`);
    const tags = await lutf(["run", "--tag", "quick"]);
    expect(tags.exitCode).toBe(1);
    expect(tags.rows).toMatchObject({
      "net/ping": { status: "PASS" },
      "peer/broken": { status: "FAIL" },
      "peer/wrong": { status: "FAIL" },
    });
    expect(await refused("--tag", "quik")).toMatch(/^peer\/broken does not load: .*broken\.ts:1:/m);
    expect(await refused("--except", "zzzzzz")).toContain("There are ping, route-add, route-delete");
  });
}
