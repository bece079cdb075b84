// SPDX-License-Identifier: GPL-2.0-or-later
// lst add_batch, run, stop, query and list_batch (golden/09_lst/017-031, 036-038, 36_selftest/015-016).
import { ENOENT, strerror } from "../../errno.ts";
import type { Batch, ConsoleTest, SelftestConsole } from "../../kernel/selftest/console.ts";
import type { ConsoleNode, Outcome } from "../../kernel/selftest/transactions.ts";
import { NotSimulatedError } from "../../not-simulated.ts";
import type { Call } from "../command.ts";
import {
  checkName,
  consoleOf,
  countStates,
  fail,
  identity,
  type LstCommand,
  numberOf,
  printUsage,
  reportFailures,
  STATES,
} from "./access.ts";
import { HEADER, printNames } from "./groups.ts";

/** The batch that is meant where none is named. */
export const DEFAULT_BATCH = "batch";

export const addBatch: LstCommand = {
  name: "add_batch",
  usage: "add_batch NAME",
  options: [],
  run(call, words) {
    const name = words.length === 1 ? checkName(call, words[0]!) : undefined;
    if (name === undefined) return words.length === 1 ? -1 : printUsage(call, this.usage);
    const console = consoleOf(call, "batch");
    if (!console) return -1;
    const errno = console.addBatch(name);
    return errno === 0 ? 0 : fail(call, errno, "batch", `Failed to create batch: ${strerror(-errno)}`);
  },
};

export const run: LstCommand = {
  name: "run",
  usage: "run [--timeout TIME] [NAME]",
  options: [{ name: "timeout", argument: "required", value: "t" }],
  run(call, words, options) {
    // How long the batch runs, or how long it waits for its nodes: neither is said.
    if (options.has("t")) throw new NotSimulatedError("lst run --timeout");
    const name = words[0] ?? DEFAULT_BATCH;
    const console = consoleOf(call, "batch");
    if (!console) return -1;
    const { errno, outcomes } = console.runBatch(name);
    if (errno !== 0) return fail(call, errno, "batch", `Failed to run batch: ${strerror(-errno)}`);
    if (reportFailures(call, outcomes, "Run batch") > 0) return -1;
    call.out(`${name} is running now\n`);
    return 0;
  },
};

export const stop: LstCommand = {
  name: "stop",
  usage: "stop [--force] [NAME]",
  options: [{ name: "force", value: "f" }],
  run(call, words, options) {
    const name = words[0] ?? DEFAULT_BATCH;
    const console = consoleOf(call, "batch");
    if (!console) return -1;
    const { errno, outcomes } = console.stopBatch(name, options.has("f"));
    if (errno !== 0) return fail(call, errno, "batch", `Failed to stop batch: ${strerror(-errno)}`);
    reportFailures(call, outcomes, "stop batch");
    for (;;) {
      const running = console.queryBatch(name, 0, false, 30).outcomes.filter(({ reply }) => (reply?.active ?? 0) > 0).length;
      if (running === 0) break;
      call.out(`${running} batch in stopping\n`);
      call.pass(1);
    }
    call.out("Batch is stopped\n");
    return 0;
  },
};

type Progress = "running" | "idle" | "error" | "unknown";

function progressOf({ errno, reply }: Outcome<"batch">): Progress {
  if (errno !== 0 || !reply) return "unknown";
  if (reply.status !== 0) return "error";
  return reply.active > 0 ? "running" : "idle";
}

function printProgress(
  call: Call,
  name: string,
  test: number,
  outcomes: readonly Outcome<"batch">[],
  chosen: readonly Progress[] | undefined,
): void {
  const all = outcomes.map(progressOf);
  if (chosen) {
    const texts = { running: "Running", idle: "Idle", error: "Error", unknown: "Unknown" };
    outcomes.forEach(({ node }, index) => {
      const progress = all[index]!;
      if (chosen.includes(progress)) call.out(`${identity(node)} [${STATES[node.state]}]: ${texts[progress]}\n`);
    });
    return;
  }
  const count = (which: Progress): number => all.filter((one) => one === which).length;
  const what = `${name} [${test}]`;
  if (count("running") === all.length) call.out(`${what} is running\n`);
  else if (count("idle") === all.length) call.out(`${what} is stopped\n`);
  else {
    const unknown = count("unknown") > 0 ? `${count("unknown")} of ${all.length} nodes are unknown, ` : "";
    call.out(`${what} ${unknown}stopped: ${count("idle")} , running: ${count("running")}, failed: ${count("error")}\n`);
  }
}

export const query: LstCommand = {
  name: "query",
  usage: "query [NAME] [--test INDEX] [--timeout TIME] [--loop COUNT] [--delay TIME] [--server] [--all | --active | --idle | --error]",
  options: [
    { name: "test", argument: "required", value: "t" },
    { name: "timeout", argument: "required", value: "o" },
    { name: "loop", argument: "required", value: "c" },
    { name: "delay", argument: "required", value: "d" },
    { name: "server", value: "s" },
    { name: "all", value: "l" },
    { name: "active", value: "a" },
    { name: "idle", value: "i" },
    { name: "error", value: "e" },
  ],
  run(call, words, options) {
    const name = words[0] ?? DEFAULT_BATCH;
    const number = (option: string, otherwise: number): number => (options.has(option) ? numberOf(options.get(option)!) : otherwise);
    const [test, timeout, loop, delay] = [number("t", 0), number("o", 5), number("c", 1), number("d", 5)];
    const states: [string, Progress][] = [
      ["a", "running"],
      ["i", "idle"],
      ["e", "error"],
    ];
    const some = states.flatMap(([option, progress]) => (options.has(option) ? [progress] : []));
    const chosen: Progress[] | undefined = options.has("l") ? ["running", "idle", "error", "unknown"] : some.length > 0 ? some : undefined;
    const console = consoleOf(call, "batch");
    if (!console) return -1;
    for (let round = 0; round < Math.max(1, loop); round++) {
      if (round > 0) {
        call.pass(delay);
        if (!consoleOf(call, "batch")) return -1;
      }
      const { errno, outcomes } = console.queryBatch(name, test, options.has("s"), timeout);
      if (errno !== 0) return fail(call, errno, test > 0 ? "test" : "batch", `Failed to query batch: ${strerror(-errno)}`);
      if (outcomes.length === 0) {
        call.out("Batch or test is empty\n");
        return 0;
      }
      printProgress(call, name, test, outcomes, chosen);
    }
    return 0;
  },
};

// ---- list_batch ----

function printSides(call: Call, clients: readonly ConsoleNode[], servers: readonly ConsoleNode[]): void {
  call.out(`${HEADER}client\t${countStates(clients)}\nserver\t${countStates(servers)}\n`);
}

function printTest(call: Call, { number, type, loop, concurrency, clients, servers }: ConsoleTest): void {
  call.out(`\tTest ${number}(${type}) (loop: ${loop}, concurrency: ${concurrency})\n`);
  printSides(call, clients, servers);
}

const sides = ({ tests }: Batch): [ConsoleNode[], ConsoleNode[]] => [
  [...new Set(tests.flatMap(({ clients }) => clients))],
  [...new Set(tests.flatMap(({ servers }) => servers))],
];

function printBatch(call: Call, batch: Batch): void {
  call.out(`Batch: ${batch.name} Tests: ${batch.tests.length} State: ${batch.state}\n`);
  printSides(call, ...sides(batch));
  for (const test of batch.tests) printTest(call, test);
}

function listBatches(call: Call, console: SelftestConsole): number {
  printNames(call, [...console.session!.batches.keys()], "batches");
  return 0;
}

export const listBatch: LstCommand = {
  name: "list_batch",
  usage: "list_batch [NAME] [--test INDEX] [--active] [--invalid] [--all] [--server]",
  options: [
    { name: "test", argument: "required", value: "t" },
    { name: "server", value: "s" },
    { name: "active", value: "a" },
    { name: "invalid", value: "i" },
    { name: "all", value: "l" },
  ],
  run(call, words, options) {
    const console = consoleOf(call, "batch");
    if (!console) return -1;
    const [name] = words;
    if (name === undefined) return listBatches(call, console);
    const batch = console.session!.batches.get(name);
    if (!batch) return fail(call, -ENOENT, "batch", "");
    const number = options.has("t") ? numberOf(options.get("t")!) : 0;
    const test = batch.tests[number - 1];
    if (number !== 0 && !test) return fail(call, -ENOENT, "test", "");
    const active = options.has("a") || options.has("l");
    const invalid = options.has("i") || options.has("l");
    if (!active && !invalid) {
      if (test) printTest(call, test);
      else printBatch(call, batch);
      return 0;
    }
    const [clients, servers] = test ? [test.clients, test.servers] : sides(batch);
    const chosen = (options.has("s") ? servers : clients).filter((node) => (node.state === "active" ? active : invalid));
    for (const node of chosen) call.out(`\t${identity(node)}: ${STATES[node.state]}\n`);
    call.out(`Total ${chosen.length} nodes\n`);
    return 0;
  },
};
