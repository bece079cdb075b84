// SPDX-License-Identifier: GPL-2.0-or-later
// One request to the simulator, one reply: calls of liblnetconfig, commands, control. Independent of sockets; the protocol is in docs/lnetsim.md.
import type { Cluster } from "./cluster.ts";
import { EventRecorder } from "./kernel/history.ts";
import { ReasonRecorder } from "./kernel/reasons.ts";
import type { SimulatedNode } from "./node.ts";
import { NotSimulatedError } from "./not-simulated.ts";
import type { Simulation } from "./simulation.ts";

/** What crosses the socket. */
export type Value = null | undefined | boolean | number | bigint | string | Value[] | { [key: string]: Value };
export type Reply = { [key: string]: Value };

export interface CommandRequest {
  /** argv[0] is the command's name without folder: "lnetctl". */
  argv: string[];
  cwd: string;
  environment: Record<string, string>;
  /** All of its standard input; undefined: it has not been read. */
  input: string | undefined;
}

/** The roads into a node, each a layer of its own. */
export interface Roads {
  /** library/: a function of liblnetconfig by its C name. */
  library(node: SimulatedNode, name: string, args: { [name: string]: Value }): Reply;
  /** Functions that liblnetconfig of the node's release does not have. */
  libraryLacks(node: SimulatedNode): string[];
  /** commands/: what a person or script runs on the node; some read and write files. */
  command(node: SimulatedNode, request: CommandRequest): Reply | Promise<Reply>;
}

/** The request is not one. */
class RequestError extends Error {}

/**
 * Never fails for what a request says: what is wrong with it is in the reply's `error`, what is not modelled in `refused`. Only what waits for time or files is answered
 * by a promise.
 */
export function serve(simulation: Simulation, roads: Roads, request: unknown): Reply | Promise<Reply> {
  try {
    const reply = serveOne(simulation, roads, mapping(request, "request"));
    return reply instanceof Promise ? reply.catch(refusal) : reply;
  } catch (error) {
    return refusal(error);
  }
}

function serveOne(simulation: Simulation, roads: Roads, { library, command, control }: Record<string, unknown>): Reply | Promise<Reply> {
  if (library !== undefined) return serveLibrary(simulation, roads, mapping(library, "library"));
  if (command !== undefined) return serveCommand(simulation, roads, mapping(command, "command"));
  if (control !== undefined) return serveControl(simulation, roads, mapping(control, "control"));
  throw new RequestError("request: one of library, command and control is wanted");
}

/** Throws what is neither. */
function refusal(error: unknown): Reply {
  if (error instanceof NotSimulatedError) return { refused: error.message };
  if (error instanceof RequestError) return { error: error.message };
  throw error;
}

function serveLibrary(simulation: Simulation, roads: Roads, request: Record<string, unknown>): Reply {
  const node = begin(simulation, request["node"]);
  return roads.library(
    node,
    text(request["function"], "library.function"),
    mapping(request["arguments"] ?? {}, "library.arguments") as { [name: string]: Value },
  );
}

function serveCommand(simulation: Simulation, roads: Roads, request: Record<string, unknown>): Reply | Promise<Reply> {
  const node = begin(simulation, request["node"]);
  const { argv, input } = request;
  if (!Array.isArray(argv) || argv.length === 0 || !argv.every((word) => typeof word === "string")) {
    throw new RequestError("command.argv: a list of words is wanted");
  }
  const environment = mapping(request["environment"] ?? {}, "command.environment");
  return roads.command(node, {
    argv: [basename(argv[0] as string), ...argv.slice(1)],
    cwd: text(request["cwd"] ?? "/", "command.cwd"),
    environment: Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)])),
    input: input === undefined || input === null ? undefined : text(input, "command.input"),
  });
}

/** A process of its own on the node, which takes its time. */
function begin(simulation: Simulation, name: unknown): SimulatedNode {
  const node = nodeOf(simulation, name);
  const { cluster } = node;
  if (cluster.operationSeconds > 0) cluster.advance(cluster.operationSeconds);
  node.log.pid++;
  return node;
}

function serveControl(simulation: Simulation, roads: Roads, request: Record<string, unknown>): Reply | Promise<Reply> {
  const action = text(request["action"], "control.action");
  switch (action) {
    case "advance":
      return advance(simulation, request);
    case "now":
      return { now: whereOf(simulation, request["where"])[0]!.clock.now };
    case "operation_seconds":
      for (const cluster of simulation.clusters()) cluster.operationSeconds = seconds(request["seconds"]);
      return {};
    case "topology":
      return { nodes: simulation.names.map((name) => describe(nodeOf(simulation, name))) };
    case "library": {
      const node = nodeOf(simulation, request["node"]);
      return { lustre: node.release, lacks: roads.libraryLacks(node) };
    }
    case "reset":
      nodeOf(simulation, request["node"]).reset();
      return {};
    case "start_anew":
      simulation.startAnew(names(request["nodes"], "nodes").map((name) => nodeOf(simulation, name).name));
      return {};
    case "write_parameter":
      return { rc: writeParameter(simulation, request) };
    case "history_start":
      return startHistory(simulation, request);
    case "history_read":
      return readHistory(simulation, request);
    case "history_stop":
      simulation.histories.stop(count(request["recording"], "recording"));
      return {};
    default:
      throw new RequestError(
        `control.action: ${action} is none of advance, now, operation_seconds, topology, library, reset, start_anew, write_parameter, history_start, history_read, history_stop`,
      );
  }
}

async function advance(simulation: Simulation, { where, seconds: given }: Record<string, unknown>): Promise<Reply> {
  const passes = hasLnet(simulation, where);
  const clusters = whereOf(simulation, where);
  if (passes) for (const cluster of clusters) await cluster.pass(seconds(given));
  return { now: clusters[0]!.clock.now, passed: passes };
}

/** As root writes to a file of /sys/module/MODULE/parameters. */
function writeParameter(simulation: Simulation, request: Record<string, unknown>): number {
  const { modules } = nodeOf(simulation, request["node"]);
  return modules.writeParameter(text(request["module"], "control.module"), text(request["name"], "control.name"), String(request["text"]));
}

/** Of those of the nodes that there are. */
function startHistory(simulation: Simulation, request: Record<string, unknown>): Reply {
  const { of } = request;
  const limit = count(request["limit"], "limit");
  if (of !== "events" && of !== "reasons") throw new RequestError("control.of: events or reasons is wanted");
  const found = names(request["nodes"], "nodes").flatMap((name) => find(simulation, name) ?? []);
  const recording = simulation.histories.start(found, of === "events" ? new EventRecorder(limit) : new ReasonRecorder(limit));
  return { recording, nodes: found.map(({ name }) => name) };
}

/** The items are JSON in one text: ten thousand of them as YAML would take seconds. */
function readHistory({ histories }: Simulation, request: Record<string, unknown>): Reply {
  const recording = count(request["recording"], "recording");
  const from = count(request["from"], "from");
  const recorder = histories.find(recording);
  if (!recorder) throw new RequestError(`control.recording: there is no recording ${recording}; a reset of one of its nodes ends it`);
  return { items: JSON.stringify(recorder.items.slice(from, from + count(request["count"], "count"))), lost: recorder.lost };
}

/** Whether LNet is loaded on one of the nodes of that list; without a list nobody asks. */
function hasLnet(simulation: Simulation, where: unknown): boolean {
  return where === undefined || names(where, "where").some((name) => find(simulation, name)?.lnet !== undefined);
}

/** The clusters of the nodes of that list; without a list, or where none of them is simulated, all. */
function whereOf(simulation: Simulation, where: unknown): Cluster[] {
  const those = where === undefined ? [] : [...simulation.clusters(names(where, "where"))];
  return those.length > 0 ? those : [...simulation.clusters()];
}

function describe(node: SimulatedNode): Value {
  return {
    name: node.name,
    lustre: node.release,
    generation: node.generation,
    cpts: node.cpts,
    interfaces: node.nics
      .list()
      .flatMap(({ name, kind, up, ipv4, ipv6, speed, numaNode }) =>
        kind === "loopback"
          ? []
          : [{ name, kind, up, ipv4: ipv4[0]?.address, ipv6: ipv6[0]?.address, speed, numaNode: numaNode < 0 ? undefined : numaNode }],
      ),
  };
}

// ---- checks ----

const basename = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

function mapping(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new RequestError(`${what}: a mapping is wanted`);
  return value as Record<string, unknown>;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw new RequestError(`${what}: text is wanted`);
  return value;
}

/** A year at most: nothing that LNet does takes longer, and each second of it is simulated. */
const LONGEST = 366 * 24 * 3600;

function seconds(value: unknown): number {
  if (typeof value === "number" && value >= 0 && value <= LONGEST) return value;
  throw new RequestError(`control.seconds: a number from 0 to ${LONGEST} is wanted`);
}

function count(value: unknown, what: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1e6) return value;
  throw new RequestError(`control.${what}: a whole number from 0 to 1000000 is wanted`);
}

function names(value: unknown, what: string): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw new RequestError(`control.${what}: a list of names is wanted`);
}

function find(simulation: Simulation, name: string): SimulatedNode | undefined {
  return simulation.clusterOf(name)?.nodes.get(name);
}

function nodeOf(simulation: Simulation, value: unknown): SimulatedNode {
  const name = text(value, "node");
  const node = find(simulation, name);
  if (node) return node;
  throw new RequestError(`node: no simulated node is called ${JSON.stringify(name)}; there are ${simulation.names.join(", ")}`);
}
