// SPDX-License-Identifier: GPL-2.0-or-later
// lst, the user's side of lnet_selftest: its commands (lnetconfig-api.md §4.2, golden/09_lst).
import type { Call } from "../command.ts";
import { runInteractively } from "../interactive.ts";
import { noCommand, runShared } from "../parser.ts";
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

const NAMED = COMMANDS.map(({ name, usage }) => ({ name, help: `Usage: lst ${usage}` }));

function execute(call: Call, argv: readonly string[]): number {
  const shared = runShared(call, "lst", argv, NAMED);
  if (shared !== undefined) return shared;
  const [name = ""] = argv;
  const command = COMMANDS.find((one) => one.name === name);
  if (!command) {
    call.err(noCommand("lst", name));
    return -1;
  }
  const read = readOptions(call, argv, command);
  return typeof read === "number" ? read : command.run(call, read.words, read.given);
}

export function lst(call: Call, argv: readonly string[]): number | Promise<number> {
  if (argv.length < 2) return runInteractively(call, (words) => execute(call, words));
  return execute(call, argv.slice(1));
}
