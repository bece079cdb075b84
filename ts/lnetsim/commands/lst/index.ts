// SPDX-License-Identifier: GPL-2.0-or-later
// lst, the user's side of lnet_selftest: its commands (lnetconfig-api.md §4.2, golden/09_lst).
import type { Call } from "../command.ts";
import { runInteractively } from "../interactive.ts";
import { listCommands } from "../lnetctl/tree.ts";
import { type LstCommand, readOptions } from "./access.ts";
import { addTest } from "./add-test.ts";
import { addBatch, listBatch, query, run, stop } from "./batches.ts";
import { addGroup, deleteGroup, listGroup, updateGroup } from "./groups.ts";
import { endSession, newSession, ping, showSession } from "./session.ts";
import { showError, stat } from "./statistics.ts";

const COMMANDS: readonly LstCommand[] = [
  newSession,
  endSession,
  showSession,
  ping,
  addGroup,
  deleteGroup,
  updateGroup,
  listGroup,
  stat,
  showError,
  addBatch,
  run,
  stop,
  listBatch,
  query,
  addTest,
];

const USAGE =
  "usage: lst [COMMAND] [OPTIONS]... [ARGS]\n" +
  "Without any parameters, interactive mode is invoked\n" +
  "Try 'lst help <COMMAND>', or 'lst --list-commands' for a list of commands.\n";

const find = (name: string | undefined): LstCommand | undefined => COMMANDS.find((command) => command.name === name);

function help(call: Call, name: string | undefined): number {
  const command = find(name);
  if (command) call.out(`${command.name}: ${command.usage}\n`);
  else if (name === undefined) call.out(USAGE);
  else call.err(`No help available for: ${name}\n`);
  return 0;
}

function execute(call: Call, argv: readonly string[]): number {
  const [name = ""] = argv;
  if (name === "help") return help(call, argv[1]);
  const command = find(name);
  if (!command) {
    call.err(`lst: '${name}' is not a valid command. See 'lst --list-commands'.\n`);
    return -1;
  }
  const read = readOptions(call, argv, command);
  return read ? command.run(call, read.words, read.given) : -1;
}

export function lst(call: Call, argv: readonly string[]): number | Promise<number> {
  const [, first] = argv;
  if (first === undefined) return runInteractively(call, (words) => execute(call, words));
  if (first === "--version") {
    call.out(`lst ${call.node.release}\n`);
    return 0;
  }
  if (first === "--list-commands") {
    call.out(listCommands(COMMANDS.map(({ name }) => name)));
    return 0;
  }
  return execute(call, argv.slice(1));
}
