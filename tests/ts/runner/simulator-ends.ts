// SPDX-License-Identifier: GPL-2.0-or-later
// The simulator ends with its run in every way a run can end, and so does its socket. If it dies itself, calls say so and where its log is.
import { expect, lutf } from "lutf";
import { readdir } from "lutf/fs";
import { type Finished, type Project, passing, withProject } from "./_inline.ts";
import { findProcesses } from "./_processes.ts";

/** Until it is told, by a file, to go on. */
const waiting = `
import { expect, lutf } from "lutf";
import { readFile } from "lutf/fs";
import { lnet } from "lutf/lnet";
export const requires = { agents: 1 };
export async function run(): Promise<void> {
  const [agent] = lutf.agents.take(1);
  await agent.exec(["modprobe", "lnet"]);
  console.log("it runs");
  const goOn = lutf.run.output + "/../../go-on";
  while (!(await readFile(goOn, "utf8").catch(() => ""))) await new Promise((resolve) => { setTimeout(resolve, 20); });
  const log = lutf.run.output + "/nodes/lnetsim.log";
  await expect(lutf.sleep("1s")).rejects.toThrow("the simulator of LNet is gone (");
  await expect(lutf.sleep("1s")).rejects.toThrow(log);
  const { stderr, code } = await agent.exec(["lnetctl", "net", "show"]);
  expect(stderr).toContain("the LNet simulator does not answer");
  expect(stderr).toContain(log);
  expect(code).toBe(4);
  await expect(lnet.on(agent).nets()).rejects.toThrow("the simulator");
  await expect(lnet.on(agent).nets()).rejects.toThrow(log);
}
`;

/** Starts a run, calls `act` when the script runs, with the pids of the simulator and of the run's program, and waits for the end of all. */
async function whileRunning(
  project: Project,
  act: (simulator: number, kill: (signal: string) => void) => Promise<void> | void,
): Promise<Finished> {
  let kill: (signal: string) => void = () => undefined;
  // The socket is in TMPDIR, under a name by which the simulator is found.
  const going = project.lutf(["run", "--local", "1", "--env", `TMPDIR=${project.folder}`], (_output, signal) => {
    kill = signal;
  });
  await lutf.waitUntil(async () => (await project.read("results/latest/events.jsonl").catch(() => "")).includes("it runs"), {
    timeout: "20s",
    message: "the script runs",
  });
  const simulators = await findProcesses(`${project.folder}/lutf-lnetsim-`);
  expect(simulators).toHaveLength(1);
  await act(simulators[0]!.pid, kill);
  const finished = await going;
  await lutf.waitUntil(async () => (await findProcesses(`${project.folder}/`)).length === 0, { message: "all processes end" });
  expect((await readdir(project.folder)).filter((name) => name.startsWith("lutf-lnetsim-"))).toEqual([]);
  return finished;
}

export async function run(): Promise<void> {
  for (const signal of ["SIGINT", "SIGKILL"])
    await withProject({ "a/waiting.ts": waiting }, async (project) => {
      await whileRunning(project, (_simulator, kill) => kill(signal));
    });

  await withProject({ "a/waiting.ts": waiting }, async (project) => {
    const { rows, stdout, stderr } = await whileRunning(project, async (simulator) => {
      await lutf.self.exec(["kill", "-9", String(simulator)]);
      await lutf.waitUntil(async () => (await findProcesses(`${project.folder}/lutf-lnetsim-`)).length === 0);
      await project.write("go-on", "now");
    });
    expect(rows["a/waiting"]?.status, stdout).toBe("PASS");
    expect(stderr).toMatch(/^lutf run: the simulator of LNet is gone: its process was ended by SIGKILL; see .*\/nodes\/lnetsim\.log/m);
  });

  await withProject({ "a/nothing.ts": passing }, async (project) => {
    for (const [pattern, code] of [
      ["nothing", 0],
      ["no-such-script", 2],
    ] as const) {
      const { exitCode } = await project.lutf(["run", pattern, "--local", "1", "--env", `TMPDIR=${project.folder}`]);
      expect(exitCode, pattern).toBe(code);
      expect((await readdir(project.folder)).filter((name) => name.startsWith("lutf-lnetsim-"))).toEqual([]);
    }
  });
}
