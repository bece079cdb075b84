// SPDX-License-Identifier: GPL-2.0-or-later
// On a terminal: a line a test in colour, a bar with elapsed and expected time below it, never wider than the terminal; plain with NO_COLOR.
import { expect } from "lutf";
import { execFile } from "lutf/child-process";
import { failing, passing, program, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  await withProject({ "a/fails.ts": failing, "a/passes.ts": passing }, async ({ folder }) => {
    const shown = async (environment: string, columns = 60): Promise<string> => {
      const command = `stty cols ${columns}; ${environment} ${program()} run --suites ${folder}/suites --results ${folder}/results; echo "exit $?"`;
      const { stdout } = await execFile("script", ["-qec", command, "/dev/null"]);
      return stdout.replaceAll("\r\n", "\n");
    };
    const first = await shown("TERM=xterm");
    expect(first).toContain("\x1b[31mFAIL   \x1b[0m  a/fails");
    expect(first).toContain("\x1b[32mPASS   \x1b[0m  a/passes");
    expect(first).toMatch(/\[#{12}-{12}\] 1\/2 {2}0:00 {2}/);
    expect(first).toContain("1 passed, 1 failed\nexit 1");
    for (const line of first.split(/[\r\n]/).filter((text) => text.includes("[#")))
      expect(line.replaceAll("\x1b[2K", "").length).toBeLessThan(60);

    const second = await shown("TERM=xterm NO_COLOR=1");
    expect(second).not.toContain("\x1b[31m");
    expect(second).toMatch(/^.*FAIL {5}a\/fails/m);
    // What it took before is what is expected now.
    expect(second).toMatch(/1\/2 {2}0:00 of ~0:0\d/);
    // The bar is what gives way on a narrow terminal, not the name of what runs.
    expect(await shown("TERM=xterm NO_COLOR=1", 50)).toMatch(/\[#{1,8}-{1,8}\] 1\/2 {2}0:00 of ~0:0\d {2}a\/passes 0 s of ~\d s/);
    expect(await shown("TERM=dumb")).not.toContain("\x1b[2K");
  });
}
