// SPDX-License-Identifier: GPL-2.0-or-later
// lst new_session, end_session, show_session and ping (lnetconfig-api.md §4.2, golden/09_lst/003-008, 041-043).
import { ENOENT, EOPNOTSUPP, strerror } from "../../errno.ts";
import type { SelftestConsole } from "../../kernel/selftest/console.ts";
import type { ConsoleNode, Outcome } from "../../kernel/selftest/transactions.ts";
import type { Call } from "../command.ts";
import {
  checkName,
  consoleOf,
  fail,
  findConsole,
  givenKey,
  identity,
  type LstCommand,
  numberOf,
  overNetlink,
  parseNids,
  printUsage,
  STATES,
  sessionKey,
  tryNetlink,
} from "./access.ts";

const TIMEOUT = 300;

const failedToCreate = (errno: number): string => `Failed to create session: ${strerror(-errno)}`;

export const newSession: LstCommand = {
  name: "new_session",
  usage: "new_session [--timeout TIME] [--force] [NAME]",
  options: [
    { name: "timeout", argument: "required", value: "t" },
    { name: "force", value: "f" },
  ],
  run(call, words, options) {
    if (words.length > 1) return printUsage(call, this.usage);
    const timeout = options.has("t") ? numberOf(options.get("t")!) : TIMEOUT;
    if (timeout <= 0) {
      call.err("Invalid timeout value\n");
      return -1;
    }
    const name = checkName(call, words[0] ?? `root@${call.node.name}`, "size");
    if (name === undefined) return -1;
    tryNetlink(call);
    // Netlink does without LST_SESSION: the key of such a session is the process that made it, which nobody else has.
    const key = overNetlink(call) ? (givenKey(call) ?? call.node.log.pid) : sessionKey(call);
    if (key === undefined) return -1;
    const console = findConsole(call);
    const force = options.has("f");
    const errno = typeof console === "number" ? console : console.newSession({ name, key, timeout, force });
    if (errno !== 0 && typeof console !== "number" && overNetlink(call)) {
      // Who fails to make a session ends the one that there is (read in conctl.c); what lst tries then the module does not know any more.
      console.endSession();
      call.err("Reader error: 'new session creation failed' at 0\n");
      return sessionKey(call) === undefined ? -1 : fail(call, -EOPNOTSUPP, "session", failedToCreate(-EOPNOTSUPP));
    }
    if (errno !== 0) return fail(call, errno, "session", failedToCreate(errno));
    call.out(`SESSION: ${name} FEATURES: 1 TIMEOUT: ${timeout} FORCE: ${force ? "Yes" : "No"}\n`);
    return 0;
  },
};

/** The kernel's console if there is a session, whosever it is; undefined: that has been said. */
function anySession(call: Call): SelftestConsole | undefined {
  tryNetlink(call);
  const console = findConsole(call);
  if (typeof console === "number") fail(call, console, "session", strerror(-console));
  else if (console.session) return console;
  else {
    if (overNetlink(call)) call.err("Reader error: 'session is not active' at 0\n");
    call.err("No session exists\n");
  }
  return undefined;
}

export const endSession: LstCommand = {
  name: "end_session",
  usage: "end_session",
  options: [],
  run(call) {
    if (sessionKey(call) === undefined) return -1;
    if (overNetlink(call)) {
      // Nobody reads the answer: golden/09_lst/042, and conctl.c.
      call.node.selftest?.console.endSession();
      return 0;
    }
    const console = anySession(call);
    if (!console) return -1;
    console.endSession();
    call.out("session is ended\n");
    return 0;
  },
};

export const showSession: LstCommand = {
  name: "show_session",
  usage: "show_session",
  options: [],
  run(call) {
    const session = anySession(call)?.session;
    if (!session) return -1;
    const { name, key, id, nodes } = session;
    call.out(`${name} ID: ${Math.floor(id.stamp)}@${id.nid}, KEY: ${key} FEATURES: 1 NODES: ${nodes.size}\n`);
    return 0;
  },
};

/** Whom to ask; a number: that has failed, and has been said. */
function pinged(call: Call, console: SelftestConsole, options: ReadonlyMap<string, string>): readonly ConsoleNode[] | -1 {
  if (options.has("s")) {
    if (!overNetlink(call)) return [...console.session!.nodes.values()];
    call.err("Failed to get count of nodes from session: Operation not supported\n");
    return -1;
  }
  const group = options.get("g");
  if (group !== undefined) return console.nodesOf(group) ?? fail(call, -ENOENT, "group", "");
  const batch = options.get("b");
  if (batch !== undefined) {
    const found = console.session!.batches.get(batch);
    if (!found) return fail(call, -ENOENT, "batch", "");
    return [...new Set(found.tests.flatMap(({ clients, servers }) => (options.has("v") ? servers : clients)))];
  }
  const nids = parseNids(options.get("n") ?? "");
  if (nids) return console.nodesByNid(nids);
  call.err(`Invalid id list ${options.get("n") ?? ""}\n`);
  return -1;
}

function printPinged(call: Call, { node, reply }: Outcome<"debug">): void {
  const session = reply?.session;
  call.out(`\t${identity(node)}: ${STATES[node.state]} [session: ${session ? reply?.name : "<NULL>"} id: ${session?.nid ?? "<?>"}]\n`);
}

export const ping: LstCommand = {
  name: "ping",
  usage: "ping {--session | --group NAME | --batch NAME | --nodes IDS} [--timeout TIME] [--server]",
  options: [
    { name: "session", value: "s" },
    { name: "group", argument: "required", value: "g" },
    { name: "batch", argument: "required", value: "b" },
    { name: "nodes", argument: "required", value: "n" },
    { name: "server", value: "v" },
    { name: "timeout", argument: "required", value: "t" },
  ],
  run(call, words, options) {
    const chosen = ["s", "g", "b", "n"].filter((one) => options.has(one));
    if (chosen.length !== 1 || words.length > 0) return printUsage(call, this.usage);
    const console = consoleOf(call, chosen[0] === "g" ? "group" : "session");
    if (!console) return -1;
    const nodes = pinged(call, console, options);
    if (nodes === -1) return -1;
    const timeout = options.has("t") ? numberOf(options.get("t")!) : 5;
    for (const outcome of console.debug(nodes, timeout)) printPinged(call, outcome);
    // Over netlink a group seems to have one node more (golden/09_lst/041).
    if (chosen[0] === "g" && overNetlink(call)) call.out("\tLNET_PID_ANY-<?>: Unknown [session: <NULL> id: <?>]\n");
    return 0;
  },
};
