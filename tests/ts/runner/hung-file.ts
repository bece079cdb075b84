// SPDX-License-Identifier: GPL-2.0-or-later
// A file operation that never ends, as on a dead file system, holds neither a run nor its agents, however the run ends.
import { expect, lutf } from "lutf";
import { execFile } from "lutf/child-process";
import { access } from "lutf/fs";
import { passing, withProject } from "./_inline.ts";

/** Reads from a pipe that nobody writes to. */
const reads = (node: string, read: string, pipe: string): string => `import { BaseTest, lutf } from "lutf";
import { readFile, readFileSync, writeFile } from "lutf/fs";
export const requires = { agents: 1, timeout: "1s" };
export class Reader extends BaseTest { async read(): Promise<void> { await writeFile("${pipe}.soon", ""); ${read}("${pipe}"); } }
export async function run(): Promise<void> { await new Reader(${node}).read(); }
`;

/** Processes that were started in this folder and live. */
async function livingIn(folder: string): Promise<string[]> {
  const { stdout } = await execFile("sh", ["-c", `for p in /proc/[0-9]*; do [ "$(readlink $p/cwd)" != "${folder}" ] || echo $p; done`]);
  return stdout.split("\n").filter((line) => line !== "");
}

export async function run(): Promise<void> {
  const cases = [
    ["lutf.self", "await readFile", false],
    ["lutf.agents[0]", "await readFile", false],
    ["lutf.agents[0]", "await readFile", true],
    ["lutf.agents[0]", "readFileSync", true],
  ] as const;
  await Promise.all(
    cases.map(([node, read, killed]) =>
      withProject({ "b/later.ts": passing }, async (project) => {
        const pipe = `${project.folder}/pipe`;
        await execFile("mkfifo", [pipe]);
        await project.write("suites/a/reads.ts", reads(node, read, pipe));
        let sent = false;
        const begun = performance.now();
        const { rows, stdout, stderr } = await project.lutf(["run", "--local", "1"], (output, kill) => {
          if (!killed || sent || !output.includes("agent ready")) return;
          sent = true;
          const reading = (): Promise<boolean> =>
            access(`${pipe}.soon`).then(
              () => true,
              () => false,
            );
          void lutf.waitUntil(reading, { timeout: "10s" }).finally(() => kill("SIGKILL"));
        });
        expect(performance.now() - begun, `${node} ${read}`).toBeLessThan(20_000);
        if (!killed) expect(rows["a/reads"]?.status, stdout + stderr).toBe("TIMEOUT");
        await lutf.waitUntil(async () => (await livingIn(project.folder)).length === 0, {
          timeout: "15s",
          message: `${node} ${read} ${killed}: processes are left`,
        });
      }),
    ),
  );
}
