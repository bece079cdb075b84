// SPDX-License-Identifier: GPL-2.0-or-later
// Ctrl-C ends what runs, leaves results for all of it and no process behind; a time limit for the whole run does the same.
import { expect, lutf } from "lutf";
import { passing, withProject } from "./_inline.ts";
import { processesWith } from "./_processes.ts";

const sleeps = `import { BaseTest, lutf } from "lutf";
export const requires = { agents: 2 };
export class Sleeper extends BaseTest { async sleep(): Promise<void> { await lutf.self.exec(["sleep", "3617"]); } }
export async function run(): Promise<void> { await Promise.all(lutf.agents.map((agent) => new Sleeper(agent).sleep())); }
`;

export async function run(): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM"]) {
    await withProject({ "a/sleeps.ts": sleeps, "b/later.ts": passing }, async (project) => {
      let sent = false;
      const going = project.lutf(["run", "--local", "2", "--jobs", "1"], (output, kill) => {
        if (sent || !output.includes("2 agents ready")) return;
        sent = true;
        void lutf
          .waitUntil(async () => (await processesWith("sleep 3617")).length >= 2, { timeout: "10s" })
          .then(
            () => kill(signal),
            () => kill("SIGKILL"),
          );
      });
      const { exitCode, rows, stdout } = await going;
      expect(exitCode, stdout).toBe(130);
      expect(rows["a/sleeps"]).toMatchObject({ status: "FAIL", error: `interrupted by ${signal}` });
      expect(rows["b/later"]).toMatchObject({ status: "SKIP", reason: expect.stringContaining("not started") });
      expect(await processesWith("sleep 3617")).toEqual([]);
      expect(await processesWith(`${project.folder}/`)).toEqual([]);
    });
  }
  await withProject(
    {
      "a/sleeps.ts": `import { lutf } from "lutf"; export async function run(): Promise<void> { await lutf.sleep("1h"); }`,
      "b/later.ts": passing,
    },
    async (project) => {
      const { rows, exitCode } = await project.lutf(["run", "--run-timeout", "300ms"]);
      expect(exitCode).toBe(1);
      expect(rows["a/sleeps"]).toMatchObject({ status: "TIMEOUT", reason: expect.stringContaining("whole run") });
      expect(rows["b/later"]!.status).toBe("SKIP");
    },
  );
}
