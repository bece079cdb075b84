// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the planned tests: opens them in order a little ahead of the ones that run, and runs each as soon as its agents are free.
import { limits } from "../limits.ts";
import { failing, type RunEvent, type Status } from "../report/events.ts";
import { type Agents, Allocation } from "./allocation.ts";
import type { PlannedTest, RunContext } from "./plan.ts";
import { RunningTest } from "./run-test.ts";

export interface Schedule {
  /** Resolves when every test has its verdict: how many there are of each. */
  done: Promise<{ [status in Status]?: number }>;
  /** No further test begins; those that run end with FAIL at once. */
  stop(reason: string): void;
}

export function schedule(
  tests: readonly PlannedTest[],
  context: RunContext,
  agents: Agents & { onChange(listener: () => void): () => void },
  emit: (event: RunEvent) => void,
): Schedule {
  const { jobs, stopOnFailure, runTimeout } = context.limits;
  const allocation = new Allocation(agents, jobs);
  const open = new Set<RunningTest>();
  const counts: { [status in Status]?: number } = {};
  const suites = new Set<string>();
  let stopped: string | undefined;

  const count = (status: Status): void => {
    counts[status] = (counts[status] ?? 0) + 1;
    if (stopOnFailure && failing.has(status)) stopped ??= "not started: --stop-on-failure and a test failed";
  };
  const stop = (status: Status, reason: string): void => {
    stopped ??= `not started: ${reason}`;
    for (const test of open) test.stop(status, reason);
    allocation.cancel(stopped);
  };

  const runOpened = async (test: RunningTest, requires: Parameters<Allocation["take"]>[0], timeoutMs: number): Promise<void> => {
    const lease = await allocation.take(requires);
    if (typeof lease === "string") return count(test.notRun({ status: "SKIP", reason: lease }));
    try {
      // Which script is before it, and on which agents that ran, is chance.
      const apart = "requires clean: false: it builds on the script before it, and scripts run side by side; give --jobs 1";
      if (jobs > 1 && requires.clean === false) return count(test.notRun({ status: "SKIP", reason: apart }));
      count(
        stopped === undefined
          ? await test.run(lease, timeoutMs, requires.clean !== false)
          : test.notRun({ status: "SKIP", reason: stopped }),
      );
      // Its agents are free when it has ended there too.
      await test.close();
    } finally {
      lease.release();
    }
  };

  const done = (async () => {
    // Tests that are open and wait for agents, beside those that run: as many as one can be passed over by.
    const window = jobs === 1 ? 2 : jobs + limits.passes;
    const going = new Set<Promise<void>>();
    const timer =
      runTimeout === 0
        ? undefined
        : setTimeout(() => stop("TIMEOUT", `the time for the whole run, ${runTimeout / 1000} s, is over`), runTimeout);
    const unlisten = agents.onChange(() => allocation.refresh());
    for (const planned of tests) {
      if (!suites.has(planned.suite.name)) {
        suites.add(planned.suite.name);
        emit({
          event: "suite-begin",
          at: new Date().toISOString(),
          suite: planned.suite.name,
          description: planned.suite.file.description,
          path: context.places.shown(planned.suite.folder),
        });
      }
      const test = new RunningTest(planned, context, emit);
      if (stopped !== undefined) {
        count(test.notRun({ status: "SKIP", reason: stopped }));
        continue;
      }
      open.add(test);
      const opened = await test.open();
      const finish = async (): Promise<void> => {
        try {
          if ("status" in opened) count(test.notRun(stopped === undefined ? opened : { status: "SKIP", reason: stopped }));
          else await runOpened(test, opened.requires, opened.timeoutMs);
        } finally {
          open.delete(test);
          await test.close();
        }
      };
      const promise = finish().finally(() => going.delete(promise));
      going.add(promise);
      while (going.size >= window) await Promise.race(going);
    }
    await Promise.all(going);
    clearTimeout(timer);
    unlisten();
    return counts;
  })();
  return { done, stop: (reason) => stop("FAIL", reason) };
}
