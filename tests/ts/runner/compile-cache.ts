// SPDX-License-Identifier: GPL-2.0-or-later
// What is compiled once is kept where nobody else can write; a folder that others own or may write to is refused; without esbuild
// what is compiled already still runs.
import { expect, lutf } from "lutf";
import { execFile } from "lutf/child-process";
import { chmod, copyFile, mkdir, readdir, stat, writeFile } from "lutf/fs";
import { passing, program, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  await withProject({ "a/x.ts": passing }, async ({ folder }) => {
    // Beside this one there is no esbuild.
    const alone = `${folder}/lutf`;
    await copyFile(program(), alone);
    await chmod(alone, 0o755);
    const start = async (which: string, cache: string): Promise<{ code: number; said: string }> => {
      const env = { ...lutf.getEnvironment(), XDG_CACHE_HOME: `${folder}/${cache}` };
      const args = ["run", "--suites", `${folder}/suites`, "--results", `${folder}/results`];
      return execFile(which, args, { env }).then(
        ({ stdout }) => ({ code: 0, said: stdout }),
        (error: { code: number; stdout: string; stderr: string }) => ({ code: error.code, said: error.stderr }),
      );
    };

    const stale = await start(alone, "cache");
    expect(stale.code).toBe(4);
    expect(stale.said).toContain("there is no esbuild at");
    expect((await start(program(), "cache")).code).toBe(0);
    expect(await readdir(`${folder}/cache/lutf/compiled`)).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.js$/)]);
    expect((await stat(`${folder}/cache/lutf/compiled`)).mode & 0o777).toBe(0o700);
    expect((await start(alone, "cache")).code).toBe(0);
    await writeFile(`${folder}/suites/a/x.ts`, `${passing}// changed\n`);
    expect((await start(alone, "cache")).code).toBe(4);

    await mkdir(`${folder}/open/lutf`, { recursive: true });
    await chmod(`${folder}/open/lutf`, 0o777);
    const open = await start(program(), "open");
    expect(open.code).toBe(4);
    expect(open.said).toContain("others than you own it or may write to it");
  });
}
