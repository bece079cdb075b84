// SPDX-License-Identifier: GPL-2.0-or-later
// The tree of lnetctl's commands: how one is found, and when its help is printed instead (golden/01_lnet/085-088, library-2.17.0).
import type { Call, Command } from "../command.ts";
import { OptionReader } from "../options.ts";
import { noCommand, runShared } from "../parser.ts";

export interface SubCommand {
  name: string;
  /** Printed as "GROUP NAME: HELP". */
  help: string;
  run: Command;
}

export function printHelp(call: Call, table: readonly SubCommand[], group: string, name?: string): void {
  for (const one of table) if (name === undefined || one.name === name) call.out(`${group} ${one.name}: ${one.help}\n`);
}

/** Looks up and runs argv[0]. Names are not abbreviated. The older parser of 2.15 lists what there is (golden/20_v2_15_8/001). */
export function execute(call: Call, argv: readonly string[], table: readonly SubCommand[]): number | Promise<number> {
  const old = call.node.generation === "2.15";
  const shared = old ? undefined : runShared(call, "lnetctl", argv, table);
  if (shared !== undefined) return shared;
  const found = table.find(({ name }) => name === argv[0]);
  if (found) return found.run(call, argv);
  if (old) {
    call.out(`Try interactive use without arguments or use one of:\n${table.map(({ name }) => `"${name}"\n`).join("")}as argument.\n`);
    return -1;
  }
  call.err(noCommand("lnetctl", argv[0] ?? ""));
  return -1;
}

/**
 * What every command looks at first: too few words print the help and fail; a lone `--help` or `-h` prints it. undefined: go on.
 * `least` counts argv[0].
 */
export function helpInstead(
  call: Call,
  table: readonly SubCommand[],
  group: string,
  name: string | undefined,
  least: number,
  argv: readonly string[],
): number | undefined {
  if (argv.length < least) {
    printHelp(call, table, group, name);
    return -22;
  }
  if (argv.length > 2) return undefined;
  const options = new OptionReader(argv, { short: "h", long: [{ name: "help", value: "h" }] }, undefined);
  for (let option = options.next(); option; option = options.next()) {
    if (option.value !== "h") continue;
    printHelp(call, table, group, name);
    return 1;
  }
  return undefined;
}

/** What commands that change or show nets, routes and peers do with an option that they do not have: print their help, as if nothing were wrong (read in lnetctl.c). */
export function unknownOption(call: Call, table: readonly SubCommand[], group: string, name: string): number {
  printHelp(call, table, group, name);
  return 0;
}

/** What `net set` and `peer set` say of it. */
export const BAD_OPTION = '"Invalid option or missing argument"';

/** A command that only has commands below it. */
export function commandGroup(name: string, table: readonly SubCommand[]): Command {
  return (call, argv) => helpInstead(call, table, name, undefined, 2, argv) ?? execute(call, argv.slice(1), table);
}
