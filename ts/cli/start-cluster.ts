// SPDX-License-Identifier: GPL-2.0-or-later
// The agents that a run starts: on this machine (--local), or on the hosts of the setup file.
import { environment, key, paths } from "lutf:global";
import { port } from "lutf:agent";
import { type AgentCommand, AgentProcesses, ClusterError } from "../cluster/agent-processes.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { localAgents } from "../cluster/local-agents.ts";
import { agentNames, remoteAgents, remoteShell } from "../cluster/remote-agents.ts";
import type { Interrupt } from "./interrupt.ts";
import { count, list, text } from "./options.ts";

/** Starts them and waits until all are alive. Throws ClusterError that says who is missing and why. undefined: there are none to start. */
export async function startCluster(cluster: Cluster, logs: string, interrupt: Interrupt): Promise<AgentProcesses | undefined> {
  const commands: AgentCommand[] = localAgents(count("local") ?? 0, paths.program, port);
  const hosts = list("agent");
  if (hosts.length > 0) {
    commands.push(...remoteAgents(agentNames(hosts), paths.program, `${text("master")}:${port}`, remoteShell(text("ssh"), environment["PDSH"])));
  }
  if (commands.length === 0) return undefined;
  const agents = new AgentProcesses(commands, key, logs);
  try {
    await Promise.race([agents.ready(cluster), interrupt.arrived.then((signal) => {
      throw new ClusterError(`interrupted by ${signal} while the agents started`);
    })]);
  } catch (error) {
    await agents.stop(true);
    throw error;
  }
  return agents;
}
