// SPDX-License-Identifier: GPL-2.0-or-later
// The main realm of a process starts here, whatever its subcommand.
import "./globals/index.ts";
import { self } from "lutf:agent";
import { command, exit, paths, write } from "lutf:global";
import { startAgent } from "./agent/main.ts";
import { type ExitCode, exitCode } from "./cli/exit-codes.ts";
import { Interrupt } from "./cli/interrupt.ts";
import { listScripts } from "./cli/list.ts";
import { master } from "./cli/master.ts";
import { text, UsageError } from "./cli/options.ts";
import { query, serveQuery } from "./cli/query.ts";
import { report } from "./cli/report.ts";
import { run, suiteRoots } from "./cli/run.ts";
import { ClusterError } from "./cluster/agent-processes.ts";
import { Cluster, type State } from "./cluster/cluster.ts";
import { startChannel } from "./rpc/channel.ts";
import { FilterError } from "./runner/filter.ts";
import { serveSuites } from "./runner/serve-suites.ts";
import { FileError } from "./runner/suite-file.ts";

/** The master's own work: its channel and what it knows of the cluster. */
function startMaster(): Cluster {
  const cluster = new Cluster();
  startChannel((kind, src, body, _failure, detail) => {
    if (kind !== "agent") return;
    const { state, info } = body as { state: State; info?: unknown };
    cluster.update(src, state, detail ?? "", info);
  });
  serveQuery(() => undefined);
  serveSuites({ roots: suiteRoots(), compiler: paths, nodes: () => cluster.alive() });
  return cluster;
}

const commands: { [name: string]: () => Promise<ExitCode> } = {
  run: () => run(startMaster(), new Interrupt()),
  master: () => master(startMaster(), new Interrupt()),
  list: listScripts,
  query: async () => {
    startChannel(() => undefined);
    return query("master");
  },
  report: () => report(text("folder") ?? ""),
};

/** Mistakes of the person at the command line are shown as they are; of anything else the stack is wanted too. */
function complain(error: unknown): ExitCode {
  const { name, message, stack } = error as Error;
  const known = [UsageError, FilterError, FileError, ClusterError].some((kind) => error instanceof kind);
  write(2, `lutf ${command}: ${known || (error as { code?: unknown }).code !== undefined ? message : `${name}: ${message}\n${stack}`}\n`);
  return error instanceof UsageError || error instanceof FilterError || error instanceof FileError
    ? exitCode.usage
    : exitCode.couldNotStart;
}

async function main(): Promise<void> {
  const start = commands[command];
  if (!start) throw new Error(`${self} was started as "${command}", which is none of ${Object.keys(commands).join(", ")} and agent`);
  exit(await start().catch(complain));
}

if (command === "agent") startAgent();
else void main();
