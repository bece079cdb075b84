// SPDX-License-Identifier: GPL-2.0-or-later
// lst add_group, del_group, update_group and list_group (golden/09_lst/009-016, 039-040, 36_selftest/019).
import { ENOENT, strerror } from "../../errno.ts";
import type { Group } from "../../kernel/selftest/console.ts";
import type { NodeState } from "../../kernel/selftest/transactions.ts";
import type { Call } from "../command.ts";
import {
  checkName,
  consoleOf,
  countStates,
  fail,
  identity,
  type LstCommand,
  overNetlink,
  parseNids,
  printUsage,
  RPC_FAILED,
  reportFailures,
  STATES,
  tryNetlink,
} from "./access.ts";

export const addGroup: LstCommand = {
  name: "add_group",
  usage: "add_group NAME IDS [IDS]...",
  options: [],
  run(call, words) {
    const [group, ...texts] = words;
    if (group === undefined || texts.length === 0) {
      const session = consoleOf(call, "session");
      return session ? printUsage(call, this.usage) : -1;
    }
    const console = checkName(call, group) === undefined ? undefined : consoleOf(call, "group");
    if (!console) return -1;
    const errno = console.addGroup(group);
    if (errno !== 0) return fail(call, errno, "group", `Failed to add group ${group}: ${strerror(-errno)}`);
    let added = false;
    let failure = 0;
    for (const text of texts) {
      const nids = parseNids(text);
      if (!nids) {
        call.err(`Ignore invalid id list ${text}\n`);
        continue;
      }
      if (reportFailures(call, console.addNodes(group, nids).outcomes, "create session") > 0) {
        failure = RPC_FAILED;
        break;
      }
      call.out(`${text} are added to session\n`);
      added = true;
    }
    if (added) return failure;
    // Where no id list was one, the status is that of deleting the group.
    call.err(`No nodes added successfully, deleting group ${group}\n`);
    console.deleteGroup(group);
    call.out("Group is deleted\n");
    return failure;
  },
};

export const deleteGroup: LstCommand = {
  name: "del_group",
  usage: "del_group NAME",
  options: [],
  run(call, words) {
    if (words.length !== 1) return printUsage(call, this.usage);
    const console = consoleOf(call, "group");
    if (!console) return -1;
    const errno = console.deleteGroup(words[0]!);
    if (errno !== 0) return fail(call, errno, "group", `Failed to delete group: ${strerror(-errno)}`);
    call.out("Group is deleted\n");
    return 0;
  },
};

const STATE_NAMES: readonly NodeState[] = ["active", "busy", "down", "unknown"];

/** "busy,down,unknown"; "invalid" is all that are not active. undefined: one is none of these. */
function parseStates(text: string): NodeState[] | undefined {
  const states = text.split(/[,|]/).map((word): NodeState[] => {
    if (word === "invalid") return ["busy", "down", "unknown"];
    return STATE_NAMES.filter((state) => state === word);
  });
  return states.every((some) => some.length > 0) ? states.flat() : undefined;
}

export const updateGroup: LstCommand = {
  name: "update_group",
  usage: "update_group NAME {--refresh | --clean STATES | --remove IDS}",
  options: [
    { name: "refresh", value: "f" },
    { name: "clean", argument: "required", value: "c" },
    { name: "remove", argument: "required", value: "r" },
  ],
  run(call, words, options) {
    const [group] = words;
    if (group === undefined || words.length > 1 || options.size !== 1) return printUsage(call, this.usage);
    const states = parseStates(options.get("c") ?? "invalid");
    const nids = parseNids(options.get("r") ?? "0@lo");
    if (!states || !nids) {
      call.err(states ? `Invalid id list ${options.get("r")}\n` : `Invalid state ${options.get("c")}\n`);
      return -1;
    }
    const console = consoleOf(call, "group");
    if (!console) return -1;
    let errno = 0;
    if (options.has("f")) {
      const result = console.refreshGroup(group);
      errno = result.errno;
      if (errno === 0 && reportFailures(call, result.outcomes, "Updating group") > 0) return RPC_FAILED;
    } else errno = console.removeNodes(group, options.has("c") ? ({ state }) => states.includes(state) : ({ nid }) => nids.includes(nid));
    return errno === 0 ? 0 : fail(call, errno, "group", `Failed to update group: ${strerror(-errno)}`);
  },
};

/** The nodes of a group that are in one of these states. Over netlink, 2.17 looks in vain for them under the group's name, and finds them under none (golden/09_lst/016). */
function listNodes(call: Call, { name, nodes }: Group, states: readonly NodeState[]): void {
  call.out(`Group [ ${name} ]\n`);
  const odd = overNetlink(call);
  if (odd || nodes.length === 0) call.out(`No nodes found [ ${name} ]\n`);
  if (nodes.length === 0) return;
  const shown = odd ? "(null)" : name;
  if (odd) call.out(`Group [ ${shown} ]\n`);
  const chosen = nodes.filter(({ state }) => states.includes(state));
  for (const node of chosen) call.out(`\t${identity(node)}: ${STATES[node.state]}\n`);
  call.out(`Total ${chosen.length} nodes [ ${shown} ]\n`);
}

/** `what` in the plural. */
export function printNames(call: Call, names: readonly string[], what: string): void {
  call.out(names.map((name, index) => `${index + 1}) ${name}\n`).join(""));
  call.out(`Total ${names.length} ${what}\n`);
}

export const HEADER = "\tACTIVE\tBUSY\tDOWN\tUNKNOWN\tTOTAL\n";

export const listGroup: LstCommand = {
  name: "list_group",
  usage: "list_group [--active] [--busy] [--down] [--unknown] [--all] [NAME]...",
  options: [...STATE_NAMES.map((name) => ({ name, value: name[0]! })), { name: "all", value: "A" }],
  run(call, words, options) {
    tryNetlink(call);
    const console = consoleOf(call, "group");
    if (!console) return -1;
    const { groups } = console.session!;
    if (words.length === 0) {
      printNames(call, [...groups.keys()], "groups");
      return 0;
    }
    const states = STATE_NAMES.filter((state) => options.has(state[0]!) || options.has("A"));
    const verbose = options.size > 0;
    if (verbose === overNetlink(call)) call.out(HEADER);
    for (const name of words) {
      const group = groups.get(name);
      if (!group) return fail(call, -ENOENT, "group", "");
      if (verbose) listNodes(call, group, states);
      else call.out(`\t${countStates(group.nodes)}\t${overNetlink(call) ? "(null)" : name}\n`);
    }
    return 0;
  },
};
