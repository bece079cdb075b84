// SPDX-License-Identifier: GPL-2.0-or-later
import type { AgentCommand } from "./agent-processes.ts";

/** `--local N`: agent1 … agentN on this machine. `more`: further words of the command line. */
export function localAgents(count: number, program: string, port: number, more: readonly string[]): AgentCommand[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `agent${index + 1}`;
    return {
      name,
      host: "this machine",
      argv: [program, "agent", "--key-stdin", "--master", `127.0.0.1:${port}`, "--name", name, ...more],
    };
  });
}
