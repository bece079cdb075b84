// SPDX-License-Identifier: GPL-2.0-or-later
// What lnetctl and lst of 2.17 have from the command parser that they share: words that stand before their own commands, the list of
// commands and their help (golden/01_lnet/001-003 and 085-088, 09_lst/005).
import type { Call } from "./command.ts";

export interface Named {
  name: string;
  help: string;
}

/** Found before the program's own commands, and listed before them. */
const SHARED: readonly Named[] = [
  { name: "quit", help: "quit" },
  { name: "exit", help: "exit" },
  ...["help", "--help"].map((name) => ({ name, help: "provide useful information about a command" })),
  ...["version", "--version"].map((name) => ({ name, help: "show program version" })),
  ...["list-commands", "--list-commands"].map((name) => ({ name, help: "list available commands" })),
  ...["--ignore_errors", "ignore_errors"].map((name) => ({ name, help: "ignore errors that occur during script processing" })),
];

const LINE = 80;
const COLUMNS = 4;

/** Names in columns, four in a line of 80; each has a blank behind it, the last of a line too. A name that is too wide takes from the next column. */
export function listNames(names: readonly string[]): string {
  const width = LINE / COLUMNS;
  let text = "";
  let excess = 0;
  names.forEach((name, index) => {
    const cell = `${name.padEnd(width - excess - 1)} `;
    excess = Math.max(0, excess + cell.length - width);
    text += cell;
    if (index % COLUMNS === COLUMNS - 1 || index === names.length - 1) {
      text += "\n";
      excess = 0;
    }
  });
  return text;
}

function help(call: Call, program: string, words: readonly string[], commands: readonly Named[]): void {
  if (words.length === 0) {
    call.out(
      `usage: ${program} [COMMAND] [OPTIONS]... [ARGS]\n` +
        "Without any parameters, interactive mode is invoked\n" +
        `Try '${program} help <COMMAND>', or '${program} --list-commands' for a list of commands.\n`,
    );
    return;
  }
  // Words are joined without blanks, so that the help of two commands is that of none.
  const wanted = words.join("");
  const beginning = commands.filter(({ name }) => name.toLowerCase().startsWith(wanted.toLowerCase()));
  const found = beginning.find(({ name }) => name.length === wanted.length) ?? beginning[0];
  if (!found) call.err(noCommand(program, wanted));
  else if (beginning.length > 1 && found.name.length !== wanted.length)
    call.err(`Ambiguous command '${wanted}'\nOptions: ${beginning.map(({ name }) => `${name} `).join("")}\n`);
  else call.err(`${wanted}: ${found.help}\n`);
}

export const noCommand = (program: string, word: string): string =>
  `${program}: '${word}' is not a valid command. See '${program} --list-commands'.\n`;

/** Runs argv[0] if it is one of the shared words; undefined: it is none. */
export function runShared(call: Call, program: string, argv: readonly string[], commands: readonly Named[]): number | undefined {
  const [name, ...words] = argv;
  if (!SHARED.some((one) => one.name === name)) return undefined;
  const all = [...SHARED, ...commands];
  if (name === "help" || name === "--help") help(call, program, words, all);
  else if (name === "version" || name === "--version") call.out(`${program} ${call.node.release}\n`);
  else if (name === "list-commands" || name === "--list-commands") call.out(listNames(all.map((one) => one.name)));
  return 0;
}
