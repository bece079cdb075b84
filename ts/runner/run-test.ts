// SPDX-License-Identifier: GPL-2.0-or-later
// One run of one script: opens it, asks what it requires, gets its agents, runs it, and turns what happened into events and a verdict.

import { self } from "lutf:agent";
import { mkdir, writeFile } from "lutf/fs";
import { type Difference, differencesText, type Snapshot } from "../lnet/difference.ts";
import { openTest } from "../master/open-test.ts";
import type { Failure, RunEvent, Status, TestEnd } from "../report/events.ts";
import { plain } from "../report/plain.ts";
import { testFolder } from "../report/result-files.ts";
import { errorToData } from "../rpc/errors.ts";
import type { Requires, TestObserver, TestOutcome, TestRun } from "../test-run.ts";
import type { Lease } from "./allocation.ts";
import { dirt, lnetStates } from "./dirt.ts";
import { moduleName } from "./discovery.ts";
import { deathOf, failure } from "./failure.ts";
import type { PlannedTest, RunContext } from "./plan.ts";

/** What there is to say of how a test ended. */
type Ending = Pick<TestEnd, "status" | "seconds" | "reason" | "error" | "waiting" | "value" | "dirty">;

/** What a test that was opened needs, or why it does not run. */
export type Opened = { requires: Requires; timeoutMs: number } | { status: Status; reason?: string; error?: Failure };

export class RunningTest {
  readonly planned: PlannedTest;
  readonly #context: RunContext;
  readonly #emit: (event: RunEvent) => void;
  readonly #attachments: Promise<void>[] = [];
  #realm: TestRun | undefined;
  #stopped: { status: Status; reason: string } | undefined;
  #begun = false;
  #closed: Promise<void> | undefined;

  constructor(planned: PlannedTest, context: RunContext, emit: (event: RunEvent) => void) {
    this.planned = planned;
    this.#context = context;
    this.#emit = emit;
  }

  /** Loads the script. */
  async open(): Promise<Opened> {
    const { suite, script, module, test } = this.planned;
    const skip = suite.file.skips.get(script);
    if (skip !== undefined) return { status: "SKIP", reason: skip };
    const callback = (file: string | undefined) => (file === undefined ? undefined : moduleName(suite.name, file));
    const suiteSetup = callback(suite.file.setup);
    const suiteCleanup = callback(suite.file.cleanup);
    let broken: Failure | undefined;
    const load = (name: string): string | undefined => {
      const compiled = this.#context.modules.get(name);
      if (compiled === undefined || "code" in compiled) return compiled?.code;
      broken = compiled.error;
      throw new SyntaxError(`${compiled.error.where ?? name}: ${compiled.error.message}`);
    };
    // Before it is loaded only its suite can have said how long it may take.
    const time = suite.file.timeout ?? this.#context.limits.scriptTimeout;
    try {
      this.#realm = openTest({
        test,
        script: module,
        load,
        run: this.#context.run,
        observer: this.#observer(),
        ...(suiteSetup === undefined ? {} : { suiteSetup }),
        ...(suiteCleanup === undefined ? {} : { suiteCleanup }),
      });
      const { requires, timeoutMs } = await this.#realm.describe(time);
      return { requires, timeoutMs: timeoutMs ?? time };
    } catch (error) {
      if (broken) return { status: "FAIL", error: broken };
      const data = errorToData(error, self, module);
      const death = deathOf(data);
      if (death?.details?.["how"] === "timeout") return { status: "TIMEOUT", reason: `loading it was not finished after ${time / 1000} s` };
      return { status: death ? "CRASH" : "FAIL", error: await failure(data, this.#context.places, module) };
    }
  }

  /** Runs it on the agents of the lease, prepared before if `clean`. The realm stays until close(). */
  async run(lease: Lease, timeoutMs: number, clean: boolean): Promise<Status> {
    const agents = lease.agents.map(({ name }) => name);
    this.#begin(agents);
    const found = clean ? await this.#prepare(agents) : undefined;
    if (this.#stopped) return this.#end({ ...this.#stopped, seconds: 0 });
    const outcome = await this.#realm!.run({
      nodes: this.#context.nodes(),
      agents,
      parameters: this.#context.parameters,
      timeoutMs,
    });
    const failures = await this.#realm!.undo({ keepLnet: !clean });
    const left = found === undefined ? [] : dirt(found, await lnetStates(agents));
    await Promise.all(this.#attachments);
    return this.#end(withLeft(await this.#verdict(outcome, timeoutMs), failures, left));
  }

  /** Gives how LNet of the agents is when the script begins. */
  async #prepare(agents: string[]): Promise<Snapshot> {
    const anew = await this.#context.prepare(agents);
    const found = await lnetStates(agents.filter((name) => !anew.includes(name)));
    for (const name of anew) found[name] = { lnet: "not loaded" };
    return found;
  }

  /** For a test that is not run: its row, with the reason. */
  notRun(end: { status: Status; reason?: string; error?: Failure }): Status {
    this.#begin([]);
    return this.#end({ ...end, seconds: 0 });
  }

  /** Ends it at once with this status. */
  stop(status: Status, reason: string): void {
    this.#stopped ??= { status, reason };
    this.#realm?.terminate(reason);
  }

  /** May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#realm?.close() ?? Promise.resolve();
    return this.#closed;
  }

  #begin(nodes: string[]): void {
    if (this.#begun) return;
    this.#begun = true;
    const { test, suite, script, repetition, index } = this.planned;
    const path = this.#context.places.shown(`${suite.folder}/${script}.ts`);
    this.#emit({
      event: "test-begin",
      at: now(),
      test,
      suite: suite.name,
      script,
      repetition,
      index,
      path,
      nodes,
      again: this.#context.again(suite.name, script),
    });
  }

  #end(end: Ending): Status {
    const { test, suite, script, repetition } = this.planned;
    const known = suite.file.expectedFailures.get(script);
    const result = { ...end };
    if (known !== undefined && (end.status === "FAIL" || end.status === "TIMEOUT") && !this.#stopped) {
      result.status = "EXPECTED_FAILURE";
      result.reason = known;
    } else if (known !== undefined && end.status === "PASS") {
      result.status = "UNEXPECTED_PASS";
      result.reason = `it is expected to fail (${known}) and passed: take it out of expected_failures in suite.yaml`;
    }
    this.#emit({ event: "test-end", at: now(), test, suite: suite.name, script, repetition, ...result });
    return result.status;
  }

  async #verdict(outcome: TestOutcome, timeoutMs: number): Promise<Ending> {
    const end: Ending = { status: "PASS", seconds: rounded(outcome.seconds) };
    if (outcome.error) end.error = await failure(outcome.error, this.#context.places, this.planned.module);
    if (outcome.waiting) end.waiting = plain(outcome.waiting);
    const reasons = [outcome.reason];
    if (outcome.cleanupError) reasons.push(`cleanup failed too: ${outcome.cleanupError.name}: ${outcome.cleanupError.message}`);
    switch (outcome.how) {
      case "passed":
        if (outcome.value !== undefined) end.value = plain(outcome.value);
        break;
      case "failed": {
        const death = deathOf(outcome.error);
        end.status = death ? "CRASH" : "FAIL";
        if (outcome.phase !== "run") reasons.unshift(`in ${outcome.phase}`);
        break;
      }
      case "skipped":
        end.status = "SKIP";
        break;
      case "timeout":
        end.status = "TIMEOUT";
        // The engine counts milliseconds.
        reasons[0] = `not finished after ${timeoutMs / 1000} s`;
        break;
      case "crashed":
        end.status = "CRASH";
        break;
      case "cancelled":
        end.status = this.#stopped?.status ?? "FAIL";
        reasons[0] = this.#stopped?.reason ?? reasons[0];
        break;
    }
    const reason = reasons.filter((text) => text !== undefined && text !== "").join("; ");
    if (reason !== "") end.reason = reason;
    return end;
  }

  #observer(): TestObserver {
    const { test } = this.planned;
    const output = (node: string, level: string, text: string): void => this.#emit({ event: "output", at: now(), test, node, level, text });
    return {
      onConsole: output,
      onLog: (node, level, message, data) =>
        output(node, level, data === undefined ? message : `${message} ${JSON.stringify(plain(data))}`),
      onStepEnd: (step) => {
        const { name, status, seconds, reason } = step;
        const event = {
          event: "step" as const,
          at: now(),
          test,
          name,
          status,
          seconds: rounded(seconds),
          ...(reason === undefined ? {} : { reason }),
        };
        const { error } = step;
        this.#emit(error ? { ...event, error: { name: error.name, message: error.message, node: error.node } } : event);
      },
      onRecord: (key, value) => this.#emit({ event: "record", test, key, value: plain(value) }),
      onAttachment: (name, content) => this.#attachments.push(this.#attach(name, content)),
    };
  }

  async #attach(name: string, content: string | Uint8Array): Promise<void> {
    const { suite, script, repetition } = this.planned;
    const folder = `${this.#context.run.output}/${testFolder({ suite: suite.name, script, repetition })}`;
    await mkdir(folder, { recursive: true });
    await writeFile(`${folder}/${name}`, content);
    this.#emit({ event: "attach", test: this.planned.test, name, bytes: content.length });
  }
}

/** What could not be undone is no success, whatever the test says; what was left otherwise is told. */
function withLeft(end: Ending, failures: readonly string[], left: readonly Difference[]): Ending {
  const dirty = left.length === 0 ? {} : { dirty: differencesText(left).split("\n") };
  if (failures.length === 0) return { ...end, ...dirty };
  const status = end.status === "PASS" || end.status === "SKIP" ? "FAIL" : end.status;
  return { ...end, ...dirty, status, reason: [end.reason, ...failures].filter((text) => text !== undefined).join("; ") };
}

const now = (): string => new Date().toISOString();
/** Microseconds are enough. */
const rounded = (seconds: number): number => Math.round(seconds * 1e6) / 1e6;
