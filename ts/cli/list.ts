// SPDX-License-Identifier: GPL-2.0-or-later
// lutf list: suites, their scripts, and what each requires.

import { paths, write } from "lutf:global";
import { realpath } from "lutf/fs";
import { seconds } from "../lutf/duration.ts";
import { requirementsOf, selectScripts } from "../runner/selection.ts";
import type { Requires } from "../test-run.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import { filter, suiteRoots } from "./run.ts";

export async function listScripts(): Promise<ExitCode> {
  const { scripts, modules, empty, remarks } = await selectScripts(suiteRoots(), filter(), paths, await realpath("."));
  for (const line of remarks) write(2, `lutf list: ${line}\n`);
  if (scripts.length === 0) write(2, `lutf list: nothing to list: ${empty}\n`);
  let suite = "";
  for (const selected of scripts) {
    if (selected.suite.name !== suite) {
      write(
        1,
        `${suite === "" ? "" : "\n"}${selected.suite.name}${selected.suite.file.description ? `: ${selected.suite.file.description}` : ""}\n`,
      );
      suite = selected.suite.name;
    }
    const requires = await requirementsOf(selected, modules);
    const { file } = selected.suite;
    const known = file.skips.get(selected.script) ?? file.expectedFailures.get(selected.script);
    const says = "error" in requires ? [`does not load: ${requires.error.message.split("\n")[0]}`] : describe(requires);
    if (known !== undefined) says.push(`${file.skips.has(selected.script) ? "skipped" : "expected to fail"}: ${known}`);
    write(1, `  ${says.length === 0 ? selected.script : `${selected.script.padEnd(32)}  ${says.join("; ")}`}\n`);
  }
  return exitCode.passed;
}

function describe({ agents, interfaces, tags, timeout }: Requires): string[] {
  const says: string[] = [];
  if (typeof agents === "number" && agents > 0) says.push(agents === 1 ? "1 agent" : `${agents} agents`);
  if (typeof agents === "object")
    says.push(
      Object.entries(agents)
        .map(([role, number]) => `${number} ${role}`)
        .join(", "),
    );
  const kinds = Object.entries(interfaces ?? {}).map(([kind, number]) => `${number} ${kind}`);
  if (kinds.length > 0) says.push(`${kinds.join(", ")} interfaces each`);
  if (timeout !== undefined) says.push(`timeout ${typeof timeout === "number" ? seconds(timeout) : timeout}`);
  if (tags && tags.length > 0) says.push(`tags ${tags.join(", ")}`);
  return says;
}
