// SPDX-License-Identifier: GPL-2.0-or-later
// lnetctl and lst on a node without LNet's module say what the real ones said.
import { Cluster, defaultTopology, runCommand } from "lutf/lnetsim";
import { check, type Outcome, recording } from "./_recording.ts";

const FILES = {
  read: (path: string): Promise<string> => Promise.reject(new Error(path)),
  write: (path: string): Promise<void> => Promise.reject(new Error(path)),
};

/** Standard output was a pipe, so that it came after standard error. */
async function answer(command: string): Promise<string> {
  const node = new Cluster(defaultTopology(1, 1, "2.17.0"), 1).node("agent1");
  const reply = await runCommand(node, { argv: command.split(" "), cwd: "/", environment: {}, input: "" }, FILES);
  return "stderr" in reply ? `${reply.stderr}${reply.stdout}[exit ${reply.code}]` : JSON.stringify(reply);
}

export async function run(): Promise<void> {
  const cases = recording("library-2.17.0/v2_17_0-lnetctl-without-lnet.txt")
    .split(/^\$ \.\//m)
    .slice(1);
  const outcomes: Outcome[] = [];
  for (const text of cases) {
    const end = text.indexOf("\n");
    const command = text.slice(0, end);
    // The recorded program had no version.
    const recorded = text
      .slice(end + 1)
      .trimEnd()
      .replace(/^lnetctl x$/m, "lnetctl 2.17.0");
    const ours = await answer(command);
    const equal = ours.replaceAll(/ +$/gm, "") === recorded.replaceAll(/ +$/gm, "");
    outcomes.push({ name: command, difference: equal ? undefined : `$ ${command}\n--- recorded\n${recorded}\n--- simulated\n${ours}` });
  }
  await check("without-module", outcomes);
}
