// SPDX-License-Identifier: GPL-2.0-or-later
// Every subcommand but agent: starts it, shows what was wrong, ends with its exit code.
import { self } from "lutf:agent";
import { command, exit, paths, write } from "lutf:global";
import { ClusterError } from "../cluster/agent-processes.ts";
import { Cluster, type State } from "../cluster/cluster.ts";
import { startChannel } from "../rpc/channel.ts";
import { CompilerError } from "../runner/compile-cache.ts";
import { FilterError } from "../runner/filter.ts";
import { serveSuites } from "../runner/serve-suites.ts";
import { FileError } from "../runner/suite-file.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import { Interrupt } from "./interrupt.ts";
import { listScripts } from "./list.ts";
import { master } from "./master.ts";
import { text, UsageError } from "./options.ts";
import { query, serveQuery } from "./query.ts";
import { report } from "./report.ts";
import { run, suiteRoots } from "./run.ts";

/** The master's own work: its channel and what it knows of the cluster. */
function startMaster(): Cluster {
  const cluster = new Cluster();
  startChannel((kind, src, body, _failure, detail) => {
    if (kind !== "agent") return;
    const { state, info } = body as { state: State; info?: unknown };
    cluster.update(src, state, detail ?? "", info);
  });
  serveQuery();
  serveSuites({ roots: suiteRoots(), compiler: paths, nodes: () => cluster.alive() });
  return cluster;
}

const commands: { [name: string]: () => Promise<ExitCode> } = {
  run: () => run(startMaster(), new Interrupt()),
  master: () => master(startMaster(), new Interrupt()),
  list: () => {
    startChannel(() => undefined);
    return listScripts();
  },
  query,
  report: () => report(text("folder") ?? ""),
};

/** Mistakes of the person at the command line are shown as they are; of anything else the stack is wanted too. */
function complain(error: unknown): ExitCode {
  const { name, message, stack } = error as Error;
  const known = [UsageError, FilterError, FileError, ClusterError, CompilerError].some((kind) => error instanceof kind);
  write(2, `lutf ${command}: ${known || (error as { code?: unknown }).code !== undefined ? message : `${name}: ${message}\n${stack}`}\n`);
  return error instanceof UsageError || error instanceof FilterError || error instanceof FileError
    ? exitCode.usage
    : exitCode.couldNotStart;
}

async function main(): Promise<void> {
  const start = commands[command];
  if (!start) throw new Error(`${self} was started as "${command}", which is none of ${Object.keys(commands).join(", ")}`);
  exit(await start().catch(complain));
}

void main();
