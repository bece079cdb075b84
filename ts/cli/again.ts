// SPDX-License-Identifier: GPL-2.0-or-later
// The command that runs one test again, as it was run: the options of this run without those that choose tests.
import { environment, options } from "lutf:global";
import { shellWord } from "../cluster/remote-agents.ts";

const kept = [
  "local",
  "nics",
  "topology",
  "lustre",
  "lnet",
  "agent",
  "setup",
  "agent-config",
  "master",
  "wait-for",
  "ssh",
  "suites",
  "timeout",
  "param",
  "env",
  "seed",
  "memory",
];

export function againCommand(): (suite: string, script: string) => string {
  const words = (environment["LUTF_COMMAND"] ?? "lutf run").split(" ");
  for (const name of kept) {
    const value = options[name];
    if (value === undefined || value === null) continue;
    for (const one of Array.isArray(value) ? value : [value]) words.push(`--${name}`, shellWord(String(one)));
  }
  const command = words.join(" ");
  return (suite, script) => `${command} --only ${shellWord(`${suite}/${script}`)}`;
}
