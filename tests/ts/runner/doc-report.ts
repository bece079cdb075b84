// SPDX-License-Identifier: GPL-2.0-or-later
// The worked example of docs/lnet.md: its script on its topology prints the report that stands there, but for times and folders.
import { expect, lutf } from "lutf";
import { readFile } from "lutf/fs";
import { withProject } from "./_inline.ts";

export async function run(): Promise<void> {
  const text = await readFile(`${lutf.getEnvironment()["LUTF_SOURCE"]}/docs/lnet.md`, "utf8");
  const section = text.slice(text.indexOf("\n## A multi-rail fault found from its report\n"));
  const block = (start: string): string => {
    const from = section.indexOf(`\`\`\`${start}`);
    expect(from, `a block that starts with ${start}`).toBeGreaterThan(0);
    return section.slice(section.indexOf("\n", from) + 1, section.indexOf("\n```\n", from));
  };
  const files = { "mine/all-rails.ts": block("ts\n// suites/mine/all-rails.ts\n"), "../topology.yaml": block("yaml\n# topology.yaml\n") };
  await withProject(files, async (project) => {
    const { exitCode, stdout } = await project.lutf(["run", "--topology", "topology.yaml"]);
    expect(exitCode, stdout).toBe(1);
    const report = stdout.slice(stdout.indexOf("\nFAIL ") + 1, stdout.indexOf("\n\nseed:"));
    const masked = (lines: string): string =>
      lines
        .replaceAll(`${project.folder}/`, "")
        .replace(" --suites suites", "")
        .replace(/\d{8}-\d{6}/, "DATE");
    expect(masked(report)).toBe(masked(block("text\n")));
  });
}
