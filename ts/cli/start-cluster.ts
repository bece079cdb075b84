// SPDX-License-Identifier: GPL-2.0-or-later
// The agents that a run starts: on this machine (--local), or on the hosts of the setup file.

import { port } from "lutf:agent";
import { environment, key, options, paths } from "lutf:global";
import { type AgentCommand, AgentProcesses, ClusterError } from "../cluster/agent-processes.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { localAgents } from "../cluster/local-agents.ts";
import { agentNames, remoteAgents, remoteShell } from "../cluster/remote-agents.ts";
import { limits } from "../limits.ts";
import type { Interrupt } from "./interrupt.ts";
import { count, duration, list, text, UsageError } from "./options.ts";

/** Starts them and waits until all are alive. Throws ClusterError that says who is missing and why. undefined: there are none to start. */
export async function startCluster(cluster: Cluster, logs: string, interrupt: Interrupt): Promise<AgentProcesses> {
  const commands: AgentCommand[] = localAgents(count("local") ?? 0, paths.program, port, handedOn());
  const hosts = list("agent");
  if (hosts.length > 0) {
    const master = text("master");
    if (master === undefined) throw new UsageError("agents on other hosts need the address of this machine: give --master ADDRESS");
    commands.push(
      ...remoteAgents(
        agentNames(hosts),
        text("agent-program") ?? paths.program,
        withPort(master),
        remoteShell(text("ssh"), environment["PDSH"]),
        handedOn(),
      ),
    );
  }
  const agents = new AgentProcesses(commands, key, logs);
  const wait = duration("wait") ?? limits.agentsStart;
  const stopped = interrupt.arrived.then((signal) => {
    throw new ClusterError(`interrupted by ${signal} while the agents started`);
  });
  try {
    await Promise.race([agents.ready(cluster, wait), stopped]);
    await Promise.race([waitForOthers(cluster, wait), stopped]);
  } catch (error) {
    await agents.stop(true);
    throw error;
  }
  return agents;
}

/** What agents are told besides their master and their names: limits of this run, and what their configuration file says. */
function handedOn(): string[] {
  const { agent } = options["files"] as { agent?: { roles?: string[]; extra_path?: string[] } };
  const given = (name: string): string[] => (text(name) === undefined ? [] : [`--${name}`, text(name)!]);
  const each = (name: string, values: string[] | undefined): string[] => (values ?? []).flatMap((value) => [`--${name}`, value]);
  return [...given("heartbeat"), ...given("memory"), ...each("role", agent?.roles), ...each("path", agent?.extra_path)];
}

/** --wait-for: agents that somebody else starts, by name, or so many of them. */
async function waitForOthers(cluster: Cluster, wait: number): Promise<void> {
  const wanted = list("wait-for");
  const names = wanted.filter((name) => !/^\d+$/.test(name));
  const number = Math.max(0, ...wanted.filter((name) => /^\d+$/.test(name)).map(Number));
  if (await cluster.waitFor(names, wait, undefined, number)) return;
  const alive = cluster.alive().map(({ name }) => name);
  const missing = [...cluster.missing(names), ...(alive.length < number ? [`${number - alive.length} of ${number} agents`] : [])];
  throw new ClusterError(
    `${missing.join(", ")} did not come within ${wait / 1000} s; alive: ${alive.join(", ") || "none"}. Agents are started with: lutf agent --master ADDRESS:${port}`,
  );
}

/** HOST, HOST:PORT, IPv6 or [IPv6]:PORT, with the port that we listen on if it says none. */
function withPort(address: string): string {
  if (/^\[.*\]:\d+$|^[^:]+:\d+$/.test(address)) return address;
  return `${address.includes(":") && !address.startsWith("[") ? `[${address}]` : address}:${port}`;
}
