// SPDX-License-Identifier: GPL-2.0-or-later
import type { AgentCommand } from "./agent-processes.ts";

/** `--local N`: agent1 … agentN. */
export const localNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `agent${index + 1}`);

/** Agents of these names on this machine. `more`: further words of the command line; `environment`: what an agent of that name has besides ours. */
export function localAgents(
  names: readonly string[],
  program: string,
  port: number,
  more: readonly string[],
  environment: (name: string) => { [name: string]: string } = () => ({}),
): AgentCommand[] {
  return names.map((name) => ({
    name,
    host: "this machine",
    argv: [program, "agent", "--key-stdin", "--master", `127.0.0.1:${port}`, "--name", name, ...more],
    environment: environment(name),
  }));
}
