// SPDX-License-Identifier: GPL-2.0-or-later
// Agents on the hosts of a setup file, each started by a remote shell that hands its standard input on.
import type { AgentCommand } from "./agent-processes.ts";

/** A word for a POSIX shell, quoted only if it has to be. */
export const shellWord = (word: string): string => (/^[A-Za-z0-9_./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * The remote shell's words, to be followed by a host and a command: `--ssh`, or what Lustre's PDSH says. pdsh hands no standard input on, so of a
 * PDSH that uses ssh (`pdsh -S -Rssh -w`) ssh itself is taken; any other PDSH is used as it is.
 */
export function remoteShell(ssh: string | undefined, pdsh: string | undefined): string[] {
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");
  if (ssh) return words(ssh);
  const given = words(pdsh ?? "");
  const program = given[0]?.split("/").at(-1);
  // Keys and known hosts are set up, or it fails: nobody is there to answer a question.
  return program === undefined || program === "no_dsh" || program === "pdsh" ? ["ssh", "-o", "BatchMode=yes"] : given;
}

/** `agents`: names to hosts. `master`: this master's address, with its port. */
export function remoteAgents(
  agents: ReadonlyMap<string, string>,
  program: string,
  master: string,
  shell: readonly string[],
  more: readonly string[],
): AgentCommand[] {
  return [...agents].map(([name, host]) => {
    const command = [program, "agent", "--key-stdin", "--master", master, "--name", name, ...more].map(shellWord).join(" ");
    return { name, host, argv: [...shell, host, `exec ${command}`] };
  });
}

/** Names for the hosts of a setup file: the host itself as far as a name may have its characters, numbered where it comes again. */
export function agentNames(hosts: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const host of hosts) {
    const plain = host.replace(/[^A-Za-z0-9._-]/g, "-").slice(0, 50);
    let name = plain;
    for (let count = 2; names.has(name); count++) name = `${plain}-${count}`;
    names.set(name, host);
  }
  return names;
}
