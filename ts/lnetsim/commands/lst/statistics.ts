// SPDX-License-Identifier: GPL-2.0-or-later
// lst stat and show_error (golden/09_lst/032-035, 36_selftest/016). Time passes between the samples of stat.
import { ENOENT } from "../../errno.ts";
import type { SelftestConsole } from "../../kernel/selftest/console.ts";
import type { ConsoleNode, Outcome } from "../../kernel/selftest/transactions.ts";
import { NotSimulatedError } from "../../not-simulated.ts";
import type { Call } from "../command.ts";
import { consoleOf, fail, identity, type LstCommand, numberOf, parseNids, printUsage } from "./access.ts";

interface Subject {
  /** A group, or NIDs as they were written. */
  name: string;
  nodes: readonly ConsoleNode[];
}

/** undefined: one is neither a group nor NIDs, and that has been said. */
function subjects(call: Call, console: SelftestConsole, words: readonly string[]): Subject[] | undefined {
  const found: Subject[] = [];
  for (const name of words) {
    const nids = parseNids(name);
    const nodes = console.nodesOf(name) ?? (nids && console.nodesByNid(nids));
    if (!nodes) {
      fail(call, -ENOENT, name, "");
      return undefined;
    }
    found.push({ name, nodes });
  }
  return found;
}

// ---- stat ----

interface Shown {
  read: boolean;
  write: boolean;
  average: boolean;
  least: boolean;
  most: boolean;
  unit: { name: string; bytes: number };
}

/** Per second, of each node that answered both times. */
function rates(
  before: readonly Outcome<"statistics">[],
  now: readonly Outcome<"statistics">[],
  key: "recv_count" | "send_count" | "recv_length" | "send_length",
): number[] {
  return now.flatMap(({ reply, at }, index) => {
    const earlier = before[index]!;
    if (!reply || !earlier.reply || reply.status !== 0 || earlier.reply.status !== 0) return [];
    // The counters are unsigned and may have been reset.
    return [Math.max(0, reply.lnet[key] - earlier.reply.lnet[key]) / (at - earlier.at)];
  });
}

function printLine(
  call: Call,
  label: string,
  values: readonly number[],
  unit: string,
  digits: number,
  { average, least, most }: Shown,
): void {
  const number = (value: number): string => value.toFixed(digits).padEnd(8);
  const parts = [
    average && `Avg: ${number(values.reduce((sum, value) => sum + value, 0) / values.length)} ${unit}`,
    least && `Min: ${number(Math.min(...values))} ${unit}`,
    most && `Max: ${number(Math.max(...values))} ${unit}`,
  ];
  call.out(`[${label}] ${parts.filter((part) => part !== false).join(" ")}`);
}

function printStat(call: Call, name: string, kind: "Rates" | "Bandwidth", values: { R: number[]; W: number[] }, shown: Shown): void {
  call.out(`[LNet ${kind} of ${name}]\n`);
  for (const [label, wanted] of [["R", shown.read] as const, ["W", shown.write] as const]) {
    if (!wanted) continue;
    if (kind === "Rates") printLine(call, label, values[label], "RPC/s", 0, shown);
    else {
      const { unit } = shown;
      printLine(
        call,
        label,
        values[label].map((value) => value / unit.bytes),
        unit.name.padEnd(5),
        2,
        shown,
      );
      call.out(" ");
    }
    call.out("\n");
  }
}

export const stat: LstCommand = {
  name: "stat",
  usage:
    "stat [--bw] [--rate] [--read] [--write] [--max] [--min] [--avg] [--mbs] [--lnet | --rpc] [--timeout TIME] [--delay TIME] [--count COUNT] {GROUP | IDS}...",
  options: [
    { name: "bw", value: "b" },
    { name: "rate", value: "a" },
    { name: "read", value: "r" },
    { name: "write", value: "w" },
    { name: "avg", value: "g" },
    { name: "min", value: "n" },
    { name: "max", value: "x" },
    { name: "mbs", value: "m" },
    { name: "lnet", value: "l" },
    { name: "rpc", value: "c" },
    { name: "timeout", argument: "required", value: "t" },
    { name: "delay", argument: "required", value: "d" },
    { name: "count", argument: "required", value: "o" },
  ],
  run(call, words, options) {
    if (words.length === 0) return printUsage(call, this.usage);
    const number = (option: string, otherwise: number): number => (options.has(option) ? numberOf(options.get(option)!) : otherwise);
    const [timeout, delay, count] = [number("t", 5), number("d", 5), number("o", -1)];
    if (timeout <= 0 || delay <= 0) {
      call.err(timeout <= 0 ? `Invalid timeout value: ${options.get("t")}\n` : `Invalid interval: ${options.get("d")}\n`);
      return -1;
    }
    if (count <= 0 && call.end === Number.POSITIVE_INFINITY)
      throw new NotSimulatedError("lst stat that goes on until it is interrupted: say --count COUNT, or run `timeout TIME lst stat`");
    if (options.has("c")) throw new NotSimulatedError("lst stat --rpc");
    const console = consoleOf(call, "group");
    const all = console && subjects(call, console, words);
    if (!console || !all) return -1;
    const none = (...which: string[]): boolean => !which.some((one) => options.has(one));
    const shown: Shown = {
      read: options.has("r") || none("r", "w"),
      write: options.has("w") || none("r", "w"),
      average: options.has("g") || none("g", "n", "x"),
      least: options.has("n") || none("g", "n", "x"),
      most: options.has("x") || none("g", "n", "x"),
      unit: options.has("m") ? { name: "MB/s", bytes: 1e6 } : { name: "MiB/s", bytes: 2 ** 20 },
    };
    const sample = (): Outcome<"statistics">[][] => all.map(({ nodes }) => console.statistics(nodes, timeout));
    let before = sample();
    for (let round = 0; count <= 0 || round < count; round++) {
      call.pass(delay);
      if (!consoleOf(call, "group")) return -1;
      const now = sample();
      all.forEach(({ name }, index) => {
        const rate = (key: Parameters<typeof rates>[2]): number[] => rates(before[index]!, now[index]!, key);
        const received = rate("recv_count");
        const missing = now[index]!.length - received.length;
        if (missing > 0) call.out(`Failed to stat on ${missing} nodes\n`);
        if (received.length === 0) return;
        if (options.has("a") || none("a", "b")) printStat(call, name, "Rates", { R: received, W: rate("send_count") }, shown);
        if (options.has("b") || none("a", "b"))
          printStat(call, name, "Bandwidth", { R: rate("recv_length"), W: rate("send_length") }, shown);
      });
      before = now;
    }
    return 0;
  },
};

// ---- show_error ----

/** show_error waits so long for its nodes (golden/36_selftest/016: 32 s are left of an RPC's 64 after two of them). */
const PATIENCE = 10;

export const showError: LstCommand = {
  name: "show_error",
  usage: "show_error [--session] {GROUP | IDS}...",
  options: [{ name: "session", value: "s" }],
  run(call, words, options) {
    if (words.length === 0) return printUsage(call, this.usage);
    const console = consoleOf(call, "group");
    if (!console) return -1;
    for (const word of words) {
      const [subject] = subjects(call, console, [word]) ?? [];
      if (!subject) return -1;
      call.out(`${subject.name}:\n`);
      let failed = 0;
      for (const { node, reply } of console.statistics(subject.nodes, PATIENCE)) {
        if (reply?.status !== 0) {
          call.err(`RPC failure, can't show error on ${identity(node)}\n`);
          failed++;
          continue;
        }
        const { bulkErrors, pingErrors, rpc } = reply;
        if (bulkErrors + pingErrors + (options.has("s") ? 0 : rpc.errors) === 0) continue;
        failed++;
        // Errors are for standard error, around them stands what is not (read in lst.c).
        call.err(`${identity(node)}: [Session ${bulkErrors} brw errors, ${pingErrors} ping errors]`);
        call.err(options.has("s") ? "\n" : ` [RPC: ${rpc.errors} errors, ${rpc.dropped} dropped, ${rpc.expired} expired]\n`);
      }
      call.out(`Total ${failed} error nodes in ${subject.name}\n`);
    }
    return 0;
  },
};
