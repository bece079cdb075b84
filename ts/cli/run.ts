// SPDX-License-Identifier: GPL-2.0-or-later
// lutf run: find the tests, start the cluster, run them, leave the results.

import { self } from "lutf:agent";
import { environment, paths, terminalColumns, version, write } from "lutf:global";
import { readFile, realpath } from "lutf/fs";
import { availableParallelism } from "lutf/os";
import type { Cluster } from "../cluster/cluster.ts";
import { limits } from "../limits.ts";
import { EventLog } from "../report/event-log.ts";
import { failing, type Reporter, type RunEvent, type Status } from "../report/events.ts";
import { LinesReporter, nodeLine } from "../report/lines-reporter.ts";
import { ResultFiles } from "../report/result-files.ts";
import { TerminalReporter } from "../report/terminal-reporter.ts";
import { words } from "../runner/filter.ts";
import { planTests, type RunContext } from "../runner/plan.ts";
import { type Schedule, schedule } from "../runner/schedule.ts";
import { selectScripts } from "../runner/selection.ts";
import { againCommand } from "./again.ts";
import { type ExitCode, exitCode } from "./exit-codes.ts";
import type { Interrupt } from "./interrupt.ts";
import { count, duration, flag, list, text, UsageError } from "./options.ts";
import { groupOf, parameters } from "./parameters.ts";
import { announceResults } from "./query.ts";
import { newResultsFolder, previousDurations } from "./results-folder.ts";
import { type Started, startCluster } from "./start-cluster.ts";

export async function run(cluster: Cluster, interrupt: Interrupt): Promise<ExitCode> {
  const since = performance.now();
  const begun = new Date();
  const given = parameters();
  const repeat = positive("repeat") ?? 1;
  const wantedJobs = positive("jobs");
  const selection = await selectScripts(suiteRoots(), filter(), paths, await realpath("."));
  for (const line of selection.remarks) write(2, `lutf run: ${line}\n`);
  if (selection.scripts.length === 0) {
    write(2, `lutf run: nothing to run: ${selection.empty}\n`);
    return exitCode.nothingRan;
  }
  const resultsRoot = text("results") ?? "results";
  const kind = text("reporter") ?? (terminalColumns() > 0 && environment["TERM"] !== "dumb" ? "terminal" : "lines");
  const expected = kind === "terminal" ? await previousDurations(resultsRoot) : new Map<string, number>();
  const folder = await newResultsFolder(resultsRoot, begun);
  announceResults(folder);
  const id = text("tests-id") ?? folder.slice(folder.lastIndexOf("/") + 1);
  const latest = `${resultsRoot}/${folder.slice(folder.lastIndexOf("/") + 1)}`;
  const seed = count("seed") ?? Math.floor(Math.random() * 2 ** 32);
  let serial = 0;
  const tests = planTests(selection.scripts, repeat, () => ++serial);

  const files: Reporter[] = [new EventLog(`${folder}/events.jsonl`), new ResultFiles(folder)];
  const shown = reporter(
    kind,
    latest,
    expected,
    tests.map(({ suite, script }) => `${suite.name}/${script}`),
  );
  const emit = (event: RunEvent): void => {
    for (const one of files) one.handle(event);
    shown.handle(event);
  };

  let started: Started | undefined;
  let unlisten = (): void => undefined;
  try {
    started = await startCluster(cluster, `${folder}/nodes`, seed, interrupt, (how) => {
      write(2, `lutf run: the simulator of LNet is gone: ${how}; see ${latest}/nodes/lnetsim.log. Calls to it fail from here on.\n`);
    });
    const host = (await readFile("/proc/sys/kernel/hostname", "utf8")).trim();
    emit({
      event: "run-begin",
      at: begun.toISOString(),
      id,
      version,
      seed,
      host,
      user: environment["USER"] ?? environment["LOGNAME"] ?? "root",
      argv: (environment["LUTF_COMMAND"] ?? "lutf run").split(" "),
      group: groupOf(given),
      tests: tests.length,
    });
    emit({
      event: "nodes",
      at: new Date().toISOString(),
      seconds: (performance.now() - since) / 1000,
      nodes: cluster.alive().map(({ name, host: on, roles }) => ({ name, host: on, roles })),
    });
    unlisten = cluster.onChange(({ node, state, detail }) => {
      if (node === "") return;
      const change = { event: "node" as const, at: new Date().toISOString(), node, state, detail };
      started?.agents.note(node, nodeLine(change));
      emit(change);
    });
    const { simulator, simulates } = started;
    // Simulated nodes of one script know nothing of those of another, so scripts can run beside each other on as many CPUs as there are.
    const jobs = wantedJobs ?? (simulator === undefined ? 1 : availableParallelism());
    const context: RunContext = {
      run: { id, seed, output: folder },
      modules: selection.modules,
      places: selection.places,
      parameters: given,
      again: againCommand(),
      // A simulated node as after a reboot; one that cannot be reached says so itself in the first call.
      prepare: async (names) => {
        const simulated = names.filter(simulates);
        // One script at a time has all to itself: another that is to find things as it left them may need more nodes.
        const anew = jobs === 1 ? cluster.alive().flatMap(({ name }) => (simulates(name) ? [name] : [])) : simulated;
        await simulator?.startAnew(anew).catch(() => undefined);
        return simulated;
      },
      nodes: () => [{ name: self, host, master: true, roles: [], interfaces: [] }, ...cluster.alive()],
      limits: {
        jobs,
        scriptTimeout: duration("timeout") ?? limits.script,
        runTimeout: duration("run-timeout") ?? 0,
        stopOnFailure: flag("stop-on-failure"),
      },
    };
    const going: Schedule = schedule(tests, context, cluster, emit);
    interrupt.onFirst((signal) => going.stop(`interrupted by ${signal}`));
    const counts = await going.done;
    unlisten();
    const end: RunEvent = {
      event: "run-end",
      at: new Date().toISOString(),
      seconds: (performance.now() - since) / 1000,
      counts,
      ...(interrupt.signal ? { interrupted: `by ${interrupt.signal}` } : {}),
    };
    for (const one of files) one.handle(end);
    // Whoever reads the last line finds the files.
    const [, ...written] = await Promise.allSettled([started.stop(), ...files.map((one) => one.finish?.())]);
    shown.handle(end);
    const lost = written.find((result) => result.status === "rejected");
    if (lost !== undefined) {
      write(2, `lutf run: the results are not complete: ${(lost.reason as Error).message}\n`);
      return exitCode.failed;
    }
    return interrupt.signal ? exitCode.interrupted : verdict(counts);
  } finally {
    unlisten();
    await started?.stop();
  }
}

/** undefined: it is not given. */
function positive(name: string): number | undefined {
  const value = count(name);
  if (value !== undefined && value < 1) throw new UsageError(`--${name} takes 1 or more, not ${value}`);
  return value;
}

/** --suites, else the folders in LUTF_SUITES (separated by colons), else what is shipped. */
export function suiteRoots(): string[] {
  const given = list("suites");
  if (given.length > 0) return given;
  const fromEnvironment = (environment["LUTF_SUITES"] ?? "").split(":").filter((folder) => folder !== "");
  return fromEnvironment.length > 0 ? fromEnvironment : [paths.suites];
}

export const filter = () => ({
  suites: words(list("suite")),
  only: words(list("only")),
  except: words(list("except")),
  tags: words(list("tag")),
});

function reporter(kind: string, results: string, expected: ReadonlyMap<string, number>, planned: readonly string[]): Reporter {
  const out = (chunk: string): void => write(1, chunk);
  const colours = !environment["NO_COLOR"] && terminalColumns() > 0;
  return kind === "terminal"
    ? new TerminalReporter({ write: out, columns: terminalColumns, colours }, results, expected, planned)
    : new LinesReporter(out, results, colours);
}

function verdict(counts: { [status in Status]?: number }): ExitCode {
  if ([...failing].some((status) => counts[status])) return exitCode.failed;
  return counts.PASS || counts.EXPECTED_FAILURE ? exitCode.passed : exitCode.nothingRan;
}
