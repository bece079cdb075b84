// SPDX-License-Identifier: GPL-2.0-or-later
// How lst reaches the console in the kernel, and how it says what went wrong (golden/09_lst/001-003, 011, 018, 022; library-2.17.0).
import { parseNid, parseNidRange, splitOutsideBrackets } from "../../../lnet/nid.ts";
import { EACCES, EEXIST, EFAULT, EINVAL, ENOENT, ESHUTDOWN, ESRCH, strerror } from "../../errno.ts";
import type { SelftestConsole } from "../../kernel/selftest/console.ts";
import type { Services } from "../../kernel/selftest/protocol.ts";
import type { ConsoleNode, NodeState, Outcome } from "../../kernel/selftest/transactions.ts";
import { NO_FAMILY } from "../../netlink/print.ts";
import type { Call } from "../command.ts";
import { crash } from "../crash.ts";
import { type LongOption, OptionReader } from "../options.ts";

/** Characters of a name. */
const LONGEST_NAME = 31;

/** What a command returns when nodes could not be asked (read in lst.c); -1 when it could not be tried. */
export const RPC_FAILED = -2;

/** A command of lst; argv[0] is its name. */
export interface LstCommand {
  name: string;
  /** Without "lst ". */
  usage: string;
  options: readonly LongOption[];
  run(call: Call, words: readonly string[], options: ReadonlyMap<string, string>): number;
}

/** Reads the options of a command by their values; a number: there was one that it does not have, that has been said, and is the status. */
export function readOptions(
  call: Call,
  argv: readonly string[],
  { options, usage }: LstCommand,
): { words: string[]; given: Map<string, string> } | number {
  const short = options
    .map(({ value, argument = "none" }) => (value.length === 1 ? value + (argument === "required" ? ":" : "") : ""))
    .join("");
  const reader = new OptionReader(argv, { short, long: options }, (text) => call.err(text));
  const given = new Map<string, string>();
  for (let option = reader.next(); option; option = reader.next()) {
    if (option.value === "?") return printUsage(call, usage);
    given.set(option.value, option.argument ?? "");
  }
  return { words: reader.words, given };
}

/** Who asks for its usage in 2.17 calls itself without an argument, and so for ever (read in lst.c); a list of groups without any is an end of that. */
export function printUsage(call: Call, usage: string): number {
  if (call.node.generation === "2.15") {
    call.err(`Usage: lst ${usage}\n`);
    return -1;
  }
  if (usage.startsWith("list_group ")) return 0;
  return crash(call, "segmentation fault", `Usage: lst ${usage}`);
}

/** What atoi() makes of an option's argument. */
export const numberOf = (text: string): number => Number.parseInt(text, 10) || 0;

// ---- into the kernel ----

/** LST_SESSION, or undefined. */
export const givenKey = (call: Call): number | undefined => numberOf(call.request.environment["LST_SESSION"] ?? "") || undefined;

/** LST_SESSION; undefined: there is none, and that has been said. */
export function sessionKey(call: Call): number | undefined {
  const key = givenKey(call);
  if (key !== undefined) return key;
  call.err("Can't find env LST_SESSION or value is not valid\n");
  return undefined;
}

/** Netlink is tried first by some commands of 2.17; without the module they fall back to the device. */
export const overNetlink = ({ node }: Call): boolean => node.generation !== "2.15" && node.selftest !== undefined;

export function tryNetlink(call: Call): void {
  if (call.node.generation !== "2.15" && !call.node.selftest) call.err(NO_FAMILY);
}

/** The kernel's console, or a negative errno. */
export function findConsole(call: Call): SelftestConsole | number {
  if (!call.node.lnet) {
    call.err("opening /dev/lnet failed: No such file or directory\nhint: the kernel modules may not be loaded\n");
    return -ENOENT;
  }
  return call.node.selftest?.console ?? -EINVAL;
}

/** The console with the session of LST_SESSION; undefined: something is missing, and that has been said. `subject`: what the command is about. */
export function consoleOf(call: Call, subject: string): SelftestConsole | undefined {
  const key = sessionKey(call);
  if (key === undefined) return undefined;
  const console = findConsole(call);
  const errno = typeof console === "number" ? console : console.use(key);
  if (typeof console !== "number" && errno === 0) return console;
  fail(call, errno, subject, `Failed to use the session: ${strerror(-errno)}`);
  return undefined;
}

/** Says what an errno means, or `otherwise`. */
export function fail(call: Call, errno: number, subject: string, otherwise: string): -1 {
  const texts: Readonly<Record<number, string>> = {
    [ESRCH]: "No session exists",
    [ESHUTDOWN]: "Session is shutting down",
    [EACCES]: "Unmatched session key or not root",
    [ENOENT]: `Can't find ${subject} in current session`,
    [EINVAL]: "Invalid parameters list in command line",
    [EFAULT]: "Bad parameter address",
    [EEXIST]: `${subject} already exists`,
  };
  call.err(`${texts[-errno] ?? otherwise}\n`);
  return -1;
}

// ---- words and nodes ----

/** undefined: it is too long, and that has been said. */
export function checkName(call: Call, name: string, word: "length" | "size" = "length"): string | undefined {
  if (name.length <= LONGEST_NAME) return name;
  call.err(`Name ${word} is limited to ${LONGEST_NAME}\n`);
  return undefined;
}

/** NIDs and ranges of them, with commas; a NID without a net is one of tcp. undefined: it is none of these. */
export function parseNids(text: string): string[] | undefined {
  const parts = splitOutsideBrackets(text).map((part) => (part.includes("@") ? parseNidRange(part) : [parseNid(part)?.text]));
  const nids = parts.flatMap((part) => (Array.isArray(part) ? part : [undefined]));
  return nids.length > 0 && nids.every((nid) => nid !== undefined) ? (nids as string[]) : undefined;
}

export const identity = ({ nid }: ConsoleNode): string => `12345-${nid}`;

export const STATES: Readonly<Record<NodeState, string>> = { active: "Active", busy: "Busy", down: "Down", unknown: "Unknown" };

/** How many are active, busy, down, unknown, and how many there are. */
export function countStates(nodes: readonly ConsoleNode[]): string {
  const states: NodeState[] = ["active", "busy", "down", "unknown"];
  return [...states.map((state) => nodes.filter((node) => node.state === state).length), nodes.length].join("\t");
}

/** Says which nodes did not do it (golden/36_selftest/019); tells how many. */
export function reportFailures<S extends keyof Services>(call: Call, outcomes: readonly Outcome<S>[], operation: string): number {
  let failures = 0;
  for (const { node, errno, reply } of outcomes) {
    const status = reply?.status ?? 0;
    if (errno === 0 && status === 0) continue;
    failures++;
    if (errno !== 0) call.err(`${operation} RPC failed on ${identity(node)}: Unknown error ${errno}\n`);
    else call.err(`operation ${operation} failed on ${identity(node)}: ${strerror(status)}\n`);
  }
  return failures;
}
