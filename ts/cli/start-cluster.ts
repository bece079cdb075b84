// SPDX-License-Identifier: GPL-2.0-or-later
// The agents that a run starts: on this machine (--local), or on the hosts of the setup file.

import { port } from "lutf:agent";
import { environment, key, options, paths } from "lutf:global";
import { type AgentCommand, AgentProcesses, ClusterError } from "../cluster/agent-processes.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { localAgents, localNames } from "../cluster/local-agents.ts";
import { agentNames, remoteAgents, remoteShell } from "../cluster/remote-agents.ts";
import { Simulator } from "../cluster/simulator.ts";
import { limits } from "../limits.ts";
import { TopologyError } from "../lnetsim/topology.ts";
import { callService } from "../rpc/channel.ts";
import type { NodeDescription } from "../test-run.ts";
import type { Interrupt } from "./interrupt.ts";
import { count, duration, list, text, UsageError } from "./options.ts";
import { readTopology } from "./topology-file.ts";

/** The processes of a run besides its master. */
export interface Started {
  agents: AgentProcesses;
  /** undefined: LNet is real. */
  simulator: Simulator | undefined;
  /** Whether the LNet of this agent is simulated. */
  simulates(node: string): boolean;
  /** Ends all of them. Never rejects. */
  stop(): Promise<void>;
}

/**
 * Starts agents, and the simulator if LNet is simulated, and waits until all are there. Throws ClusterError that says who is missing and why.
 * `onSimulatorDeath`: it ended while the run goes on.
 */
export async function startCluster(
  cluster: Cluster,
  logs: string,
  seed: number,
  interrupt: Interrupt,
  onSimulatorDeath: (how: string) => void,
): Promise<Started> {
  const nodes = await localNodes();
  const socket = environment["LUTF_LNETSIM_SOCKET"];
  const log = `${logs}/lnetsim.log`;
  // It comes first: agents need longer to start.
  const simulator =
    socket === undefined
      ? undefined
      : new Simulator(paths.program, [...describing(nodes.length), "--seed", String(seed)], socket, log, onSimulatorDeath);
  const commands: AgentCommand[] = localAgents(
    nodes,
    paths.program,
    port,
    simulator ? [...frontEnds(), ...handedOn()] : handedOn(),
    (name) => (simulator ? { LUTF_LNETSIM_NODE: name, LUTF_LNETSIM_LOG: log } : {}),
  );
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
  const knowSimulated = async (): Promise<void> => {
    for (const [name, description] of (await simulator?.ready(wait)) ?? []) cluster.know(name, description);
  };
  try {
    await Promise.race([Promise.all([agents.ready(cluster, wait), knowSimulated()]), stopped]);
    await Promise.race([waitForOthers(cluster, wait), stopped]);
    await Promise.race([describeReal(cluster), stopped]);
  } catch (error) {
    await Promise.all([agents.stop(true), simulator?.stop()]);
    throw error;
  }
  return {
    agents,
    simulator,
    simulates: (node) => simulator !== undefined && nodes.includes(node),
    async stop(): Promise<void> {
      // What agents still do may need their kernels.
      await agents.stop();
      await simulator?.stop();
    },
  };
}

/** Asks nodes whose LNet is not simulated what they have, those that are there and each that comes later. */
async function describeReal(cluster: Cluster): Promise<void> {
  const asked = new Set<string>();
  const ask = async (node: NodeDescription): Promise<void> => {
    if (node.lnet !== undefined || asked.has(node.name)) return;
    asked.add(node.name);
    try {
      const { lnet, cpts } = (await callService(node.name, "describe_lnet", {}, { timeout: limits.describe })) as Partial<NodeDescription>;
      if (typeof lnet?.provider === "string") cluster.know(node.name, { lnet, ...(typeof cpts === "number" && { cpts }) });
    } catch {
      asked.delete(node.name); // it went; when it comes back it is asked again
    }
  };
  cluster.onChange(({ state }) => {
    if (state === "alive") for (const node of cluster.alive()) void ask(node);
  });
  await Promise.all(cluster.alive().map(ask));
}

/** The agents on this machine, by name: the topology's nodes, or so many. */
async function localNodes(): Promise<string[]> {
  const given = count("local");
  const file = text("topology");
  if (file === undefined) return localNames(given ?? 0);
  try {
    const names = (await readTopology(file)).nodes.map(({ name }) => name);
    if (given === undefined || given === names.length) return names;
    throw new UsageError(`--local ${given}, and ${file} has ${names.length} nodes: leave out --local`);
  } catch (error) {
    if (error instanceof TopologyError) throw new UsageError(error.message);
    throw error;
  }
}

/** The simulated nodes, as `lutf lnetsim` is told them. */
function describing(nodes: number): string[] {
  const given = (name: string): string[] => (text(name) === undefined ? [] : [`--${name}`, text(name)!]);
  return text("topology") === undefined ? ["--local", String(nodes), ...given("nics"), ...given("lustre")] : given("topology");
}

/** lnetctl, lctl … of a simulated node come before any others. */
const frontEnds = (): string[] => ["--path", `${paths.library}/lnetsim`];

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
