// SPDX-License-Identifier: GPL-2.0-or-later
// lutf lnetsim: the simulator of a cluster's LNet behind a Unix socket, until a signal (or, with --leash, the end of standard input) ends it.
import { environment, exit, onSignal, paths, write } from "lutf:global";
import { listen, type Server } from "lutf:local-server";
import { signals } from "lutf:process";
import { spawn } from "lutf/child-process";
import { mkdtemp, rmdir } from "lutf/fs";
import { tmpdir } from "lutf/os";
import { shellWord } from "../cluster/remote-agents.ts";
import { roads } from "../lnetsim/roads.ts";
import { type Reply, serve, type Value } from "../lnetsim/serve.ts";
import { Simulation } from "../lnetsim/simulation.ts";
import { defaultTopology, type Topology, TopologyError } from "../lnetsim/topology.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import { count, flag, list, text, UsageError } from "./options.ts";
import { readTopology } from "./topology-file.ts";

/** --topology, or the default one for --local, --nics and --lustre. */
async function topology(): Promise<Topology> {
  const file = text("topology");
  if (file !== undefined) return readTopology(file);
  const nodes = count("local") ?? 1;
  if (nodes < 1) throw new UsageError("--local takes 1 or more: a cluster without a node has no LNet");
  return defaultTopology(nodes, count("nics") ?? 1, text("lustre") ?? "2.17.0");
}

/** As YAML carries it: undefined keys are left out, bigints are decimal text. */
function plain(value: Value): Value {
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => plain(item ?? null));
  const result: Reply = {};
  for (const key of Object.keys(value)) if (value[key] !== undefined) result[key] = plain(value[key]);
  return result;
}

/** Something went wrong inside the simulator: a request must not end it. */
function failure(error: unknown, request: Data): Reply {
  const { name, message, stack } = error as Error;
  write(2, `lutf lnetsim: ${name}: ${message}\n${stack ?? ""}\nin the request ${JSON.stringify(request).slice(0, 1000)}\n`);
  return { error: `the simulator failed: ${name}: ${message}; its log has the place` };
}

function send(server: Server, id: number, reply: Reply): void {
  try {
    server.reply(id, plain(reply) as Data);
  } catch (error) {
    // What YAML cannot carry: a mistake in the simulator.
    write(2, `lutf lnetsim: a reply cannot be sent: ${(error as Error).message}\n`);
    server.reply(id, { error: `the simulator's reply cannot be sent: ${(error as Error).message}` });
  }
}

function serveOn(path: string, simulation: Simulation): Server {
  const server = listen(path, (id, request) => {
    const failed = (error: unknown): void => send(server, id, failure(error, request));
    try {
      const reply = serve(simulation, roads, request);
      if (reply instanceof Promise) reply.then((later) => send(server, id, later)).catch(failed);
      else send(server, id, reply);
    } catch (error) {
      failed(error);
    }
  });
  return server;
}

/** The environment of a node, as assignments. */
function surroundings(socket: string, node: string): { [name: string]: string } {
  return {
    LUTF_LNETSIM_SOCKET: socket,
    LUTF_LNETSIM_NODE: node,
    PATH: `${paths.library}/lnetsim:${environment["PATH"] ?? "/usr/sbin:/usr/bin:/sbin:/bin"}`,
  };
}

/** Runs the command of the command line in a node; its exit code, as a shell has it. */
function runCommand(words: readonly string[], env: { [name: string]: string }): Promise<number> {
  const [program = "", ...args] = words;
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...environment, ...env }, stdio: "inherit" });
    child.on("error", (error: Error) => {
      write(2, `lutf lnetsim: ${error.message}\n`);
      resolve(127);
    });
    child.on("exit", (code: number | null, signal: string | null) => resolve(code ?? 128 + (signals[signal ?? ""] ?? 0)));
  });
}

function announce(names: readonly string[], socket: string, seed: number): void {
  const shown = names.length > 8 ? [...names.slice(0, 6), "…", names.at(-1)] : names;
  write(1, `lutf lnetsim: ${names.length === 1 ? "1 node" : `${names.length} nodes`} (${shown.join(" ")}), seed ${seed}, on ${socket}\n`);
  if (flag("leash")) return;
  const { PATH: _, ...variables } = surroundings(socket, names[0] ?? "");
  const exported = Object.entries(variables).map(([name, value]) => `${name}=${shellWord(value)}`);
  write(1, `A shell is in ${names[0]} after:\n  export ${exported.join(" ")} PATH=${shellWord(`${paths.library}/lnetsim`)}:"$PATH"\n`);
}

async function lnetsim(): Promise<number> {
  const given = await topology();
  const names = given.nodes.map(({ name }) => name);
  const node = text("name") ?? names[0] ?? "";
  if (!names.includes(node)) throw new UsageError(`--name ${node}: there is no such node; there are ${names.join(", ")}`);
  const seed = count("seed") ?? Math.floor(Math.random() * 2 ** 32);
  const own = text("socket") === undefined ? await mkdtemp(`${tmpdir()}/lutf-lnetsim-`) : undefined;
  const socket = text("socket") ?? `${own}/socket`;
  const ended = new Promise<ExitCode>((resolve) => onSignal(() => resolve(exitCode.passed)));
  let server: Server | undefined;
  try {
    server = serveOn(socket, new Simulation(given, seed));
    const words = list("words");
    if (words.length > 0) return await Promise.race([runCommand(words, surroundings(socket, node)), ended]);
    announce(names, socket, seed);
    return await ended;
  } finally {
    server?.close();
    // A folder that was made for this socket; whoever holds the leash may be gone and cannot remove it.
    const folder = own ?? (flag("leash") ? socket.slice(0, socket.lastIndexOf("/")) : "");
    if (folder !== "") await rmdir(folder).catch(() => undefined); // it holds what is not ours
  }
}

function complain(error: unknown): ExitCode {
  const { name, message, stack } = error as Error;
  const mistake = error instanceof UsageError || error instanceof TopologyError;
  const known = mistake || (error as { code?: unknown }).code !== undefined || name === "Error";
  write(2, `lutf lnetsim: ${known ? message : `${name}: ${message}\n${stack}`}\n`);
  return mistake ? exitCode.usage : exitCode.couldNotStart;
}

void lnetsim().catch(complain).then(exit);
