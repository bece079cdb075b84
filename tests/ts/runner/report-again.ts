// SPDX-License-Identifier: GPL-2.0-or-later
// events.jsonl alone makes the results again, also when the master was killed in the middle of a test.

import { expect, lutf } from "lutf";
import { rm } from "lutf/fs";
import { parse } from "lutf/yaml";
import { passing, type Results, withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  await withProject(
    {
      "a/first.ts": passing,
      "a/killed.ts": `import { lutf } from "lutf"; export async function run(): Promise<void> { console.log("last words"); await lutf.sleep("1h"); }`,
    },
    async (project) => {
      const killed = await project.lutf(["run"], (output, kill) => {
        if (output.includes("a/first"))
          void lutf
            .waitUntil(async () => (await project.read("results/latest/events.jsonl").catch(() => "")).includes("last words"), {
              timeout: "10s",
            })
            .then(() => kill("SIGKILL"));
      });
      expect(killed.signal).toBe("SIGKILL");
      expect(killed.results).toBe(undefined);

      const reported = await project.lutf(["report", `${project.folder}/results/latest`]);
      expect(reported.exitCode, reported.stderr).toBe(1);
      expect(reported.stderr).toContain("the master died");
      expect(reported.stdout).toMatch(/^\[2\/2\] CRASH +a\/killed .*the master died while the test ran$/m);
      expect(reported.stdout).toMatch(/^CRASH {2}a\/killed\n {2}the master died while the test ran\n {2}log:/m);
      expect(reported.stdout).toMatch(/^stopped: the master died$/m);
      expect(reported.stdout).toMatch(/^1 passed, 1 failed$/m);
      expect(reported.rows["a/first"]!.status).toBe("PASS");
      expect(reported.rows["a/killed"]).toMatchObject({ status: "CRASH", error: "the master died while the test ran" });
      expect(await project.read("results/latest/a/killed/console.log")).toContain("last words");
    },
  );
  await withProject({ "a/x.ts": passing }, async (project) => {
    await project.lutf(["run"]);
    const before = await project.read("results/latest/results.yaml");
    await rm(`${project.folder}/results/latest/results.yaml`);
    expect((await project.lutf(["report", `${project.folder}/results/latest`])).exitCode).toBe(0);
    expect(parse(await project.read("results/latest/results.yaml")) as unknown as Results).toEqual(parse(before) as unknown as Results);
  });
}
