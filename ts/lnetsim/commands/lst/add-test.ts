// SPDX-License-Identifier: GPL-2.0-or-later
// lst add_test: `ping`, and `brw [read|write] [check=simple|full] [size=BYTES[k|M]] [off=BYTES]` (lnetconfig-api.md §4.2, golden/09_lst/019-024).
import { strerror } from "../../errno.ts";
import type { BulkParameters, TestParameters } from "../../kernel/selftest/protocol.ts";
import type { Call } from "../command.ts";
import { consoleOf, fail, type LstCommand, numberOf, printUsage, reportFailures } from "./access.ts";
import { DEFAULT_BATCH } from "./batches.ts";

const MOST_AT_A_TIME = 1024;
const LARGEST = 1 << 20;

/** "4096", "64k", "1M"; undefined: none of these. */
function parseSize(text: string): number | undefined {
  const match = /^(\d+)([kKmM]?)$/.exec(text);
  if (!match) return undefined;
  const unit = match[2]!.toLowerCase();
  return Number(match[1]) * (unit === "k" ? 1024 : unit === "m" ? LARGEST : 1);
}

/** A text says what is wrong. */
function parseBulk(words: readonly string[]): BulkParameters | string {
  const bulk: BulkParameters = { type: "brw", write: false, check: "none", size: 4096, offset: 0 };
  for (const word of words) {
    const [, key, value = ""] = /^(?:(check|size|off)=)?(.*)$/.exec(word)!;
    if (key === undefined && /^(r|read)$/i.test(value)) bulk.write = false;
    else if (key === undefined && /^(w|write)$/i.test(value)) bulk.write = true;
    else if (key === "check" && (value === "simple" || value === "full" || value === "none")) bulk.check = value;
    else if (key === "size") {
      const size = parseSize(value);
      if (size === undefined || size === 0) return `Invalid size ${value}`;
      if (size > LARGEST) return `Size exceed limitation: ${size} bytes`;
      bulk.size = size;
    } else if (key === "off") {
      const offset = parseSize(value);
      if (offset === undefined || offset % 8 !== 0) return `Invalid offset ${value}`;
      bulk.offset = offset;
    } else return `Unknown parameter ${word}`;
  }
  return bulk;
}

function parseTest(call: Call, name: string, words: readonly string[]): TestParameters | undefined {
  if (name === "ping") return { type: "ping" };
  const bulk = name === "brw" ? parseBulk(words) : `Unknow test name ${name}`;
  if (typeof bulk !== "string") return bulk;
  call.err(`${bulk}\nFailed to add test (${name})\n`);
  return undefined;
}

export const addTest: LstCommand = {
  name: "add_test",
  usage:
    "add_test [--batch NAME] [--loop COUNT] [--concurrency COUNT] [--distribute CLIENTS:SERVERS] --from GROUP --to GROUP TEST [ARGUMENT]...",
  options: ["batch b", "concurrency c", "distribute d", "from f", "to t", "loop l"].map((option) => {
    const [name = "", value = ""] = option.split(" ");
    return { name, argument: "required", value };
  }),
  run(call, words, options) {
    const [name, ...rest] = words;
    const [from, to] = [options.get("f"), options.get("t")];
    if (name === undefined || from === undefined || to === undefined) return printUsage(call, this.usage);
    const loop = options.has("l") ? numberOf(options.get("l")!) : -1;
    const concurrency = options.has("c") ? numberOf(options.get("c")!) : 1;
    if (concurrency <= 0 || concurrency > MOST_AT_A_TIME) {
      call.err(`Invalid concurrency of test: ${concurrency}\n`);
      return -1;
    }
    const [distribute = 0, span = 0] = (options.get("d") ?? "1:1").split(":").map(numberOf);
    if (distribute <= 0 || span <= 0) {
      call.err(`Invalid distribution: ${options.get("d")}\n`);
      return -1;
    }
    const parameters = parseTest(call, name, rest);
    const console = parameters && consoleOf(call, "test");
    if (!parameters || !console) return -1;
    const { errno, outcomes } = console.addTest({
      batch: options.get("b") ?? DEFAULT_BATCH,
      from,
      to,
      loop,
      concurrency,
      distribute,
      span,
      parameters,
    });
    if (errno !== 0) return fail(call, errno, "test", `Failed to add test: ${strerror(-errno)}`);
    if (reportFailures(call, outcomes, "add test") > 0) return -1;
    call.out("Test was added successfully\n");
    return 0;
  },
};
