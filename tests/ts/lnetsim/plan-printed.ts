// SPDX-License-Identifier: GPL-2.0-or-later
// A plan that breaks a rule becomes as short as it can be, and a script that LUTF runs; here the rule is one that LNet does not keep.
import { expect, lutf, type Requires } from "lutf";
import { type ExecError, execFile } from "lutf/child-process";
import { asyncProperty, check } from "lutf/fast-check";
import { mkdir, mkdtemp, rm, writeFile } from "lutf/fs";
import { carryOut, type Judge, type Plan, plan, printScript } from "./_plan.ts";

export const requires: Requires = { timeout: "5m" };

const noHealthByHand: Judge = (events) => {
  const found = events.find((event) => event.kind === "health" && event.local && event.why === "by hand");
  return found?.kind === "health" ? `somebody set the health of ${found.nid}\nto ${found.to}` : "";
};

export async function run(): Promise<void> {
  const found = await check(
    asyncProperty(plan, async (steps) => (await carryOut(steps, noHealthByHand)) === ""),
    { numRuns: 500, seed: 1 },
  );
  expect(found.failed).toBe(true);
  const [steps] = found.counterexample as [Plan];
  const wrong = await carryOut(steps, noHealthByHand);
  expect(steps.length, JSON.stringify(steps)).toBe(1);
  const [step] = steps;
  if (step === undefined || "seconds" in step) throw new Error(`a command is wanted: ${JSON.stringify(steps)}`);
  const [, nid, health] = /^lnetctl net set --nid (\S+) --health (\d+)$/.exec(step.command) ?? [];
  expect(wrong).toBe(`somebody set the health of ${nid}\nto ${health}`);

  const script = printScript(steps, wrong);
  expect(script).toContain(`//   somebody set the health of ${nid}\n//   to ${health}\nimport `);
  expect(script).toContain(`  await on(${step.node}, ${JSON.stringify(step.command)});\n  history.check(`);
  // LNet keeps its own rules, so they pass; a rule that it does not keep is one that a script finds broken.
  const other: Plan = [
    { node: 0, command: "lctl net_drop_add -s * -d 10.1.2.2@tcp -r 1 -e local_timeout" },
    { seconds: 3 },
    { node: 0, command: "lnetctl ping 10.1.1.2@tcp" },
    { node: 0, command: "lnetctl ping 10.1.1.2@tcp" },
  ];
  const second = printScript(other, "time passes");
  expect(second).toContain('  await lutf.sleep("3s");\n');
  const third = second.replace("{ credits: false }", "{ credits: false, resends: 0 }");
  const output = await runAll({ first: script, second, third });
  const statuses = ["first", "second", "third"].map((name) => new RegExp(`^\\[./3\\] (\\S+) +found/${name} `, "m").exec(output)?.[1]);
  expect(statuses, output).toEqual(["PASS", "PASS", "FAIL"]);
  expect(output).toContain("a message was sent again 1 times, and the limit is 0");
}

/** What a run of these scripts prints. */
async function runAll(scripts: Record<string, string>): Promise<string> {
  const folder = await mkdtemp("/tmp/lutf-plans-");
  try {
    await mkdir(`${folder}/suites/found`, { recursive: true });
    for (const [name, text] of Object.entries(scripts)) await writeFile(`${folder}/suites/found/${name}.ts`, text);
    const program = lutf.getEnvironment()["LUTF"];
    if (program === undefined)
      throw new Error("this test needs the path of lutf in the environment variable LUTF: start it with tests/ts/run");
    const options = [
      "--local",
      "3",
      "--nics",
      "2",
      "--reporter",
      "lines",
      "--suites",
      `${folder}/suites`,
      "--results",
      `${folder}/results`,
    ];
    // One of them fails.
    return await execFile(program, ["run", ...options]).then(
      ({ stdout }) => stdout,
      (error: ExecError) => String(error.stdout),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
