// SPDX-License-Identifier: GPL-2.0-or-later
// A run of nothing says why and what to do, before agents are started; what is ignored for its name is named.
import { expect } from "lutf";
import { passing, runInline, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  await withProject({ "a/x.ts": passing, "my suite/y.ts": passing, "a/with space.ts": passing }, async ({ lutf }) => {
    const nothing = async (...args: string[]): Promise<string> => {
      const { exitCode, stdout, stderr, results } = await lutf(["run", "--local", "2", ...args]);
      expect(exitCode, stderr).toBe(3);
      expect(stdout).toBe("");
      expect(results).toBe(undefined);
      return stderr;
    };
    expect(await nothing("--except", "x")).toContain("nothing to run: --except leaves none of the one script");

    const names = await lutf(["run"]);
    expect(names.exitCode).toBe(0);
    expect(names.stderr).toContain('"suites/my suite" is ignored: names of suites and scripts have letters, digits');
    expect(names.stderr).toContain('"suites/a/with space.ts" is ignored');

    for (const option of ["--jobs", "--repeat"]) {
      const none = await lutf(["run", option, "0"]);
      expect(none.exitCode, option).toBe(2);
      expect(none.stderr).toContain(`${option} takes 1 or more, not 0`);
    }
  });
  expect((await runInline({})).stderr).toMatch(/nothing to run: no suite is in .*suites; a suite is a folder there/);
  expect((await runInline({ "x.ts": passing })).stderr).toMatch(
    /nothing to run: .*\/suites is a suite itself; give the folder that it is in: --suites \/.* --suite suites$/m,
  );
  const gone = await runInline({ "a/x.ts": passing }, ["--suites", "/no-such-folder"]);
  expect(gone.exitCode).toBe(2);
  expect(gone.stderr).toContain("lutf run: there is no suites folder /no-such-folder\n");
}
