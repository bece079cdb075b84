// SPDX-License-Identifier: GPL-2.0-or-later
// Options of a command line as getopt_long of the GNU C library reads them, with its texts: abbreviations, `--net=tcp`, `-ntcp`, options
// after other words, `--`. A negative number is the argument of the option before it (golden/02_net/064).

export interface LongOption {
  name: string;
  argument?: "none" | "required" | "optional";
  /** What next() calls it: the letter of the short form, or any word. */
  value: string;
}

export interface OptionTable {
  /** As getopt's: letters, each followed by ":" if it takes an argument and by "::" if it may. */
  short: string;
  long: readonly LongOption[];
}

export interface Option {
  /** `value` of the table, or "?" after an error that was reported. */
  value: string;
  argument: string | undefined;
}

type Argument = "none" | "required" | "optional";

function shortArgument(short: string, letter: string): Argument | undefined {
  const at = short.indexOf(letter);
  if (at < 0 || letter === ":") return undefined;
  if (short[at + 1] !== ":") return "none";
  return short[at + 2] === ":" ? "optional" : "required";
}

export class OptionReader {
  /** Words that are no options, in order; complete after next() has returned undefined. */
  readonly words: string[] = [];
  #at = 1;
  /** What is left of a cluster of short options, as in "-ab". */
  #cluster = "";

  /** argv[0] names the command in the messages; report gets them with their newline, undefined keeps them quiet (opterr 0). */
  constructor(
    private readonly argv: readonly string[],
    private readonly table: OptionTable,
    private readonly report: ((text: string) => void) | undefined,
  ) {}

  /** The word that would be read next, if there is one: some options of lnetctl look ahead for an argument they may have. */
  peek(): string | undefined {
    return this.#cluster === "" ? this.argv[this.#at] : undefined;
  }

  /** Takes the word that peek() showed. */
  take(): string | undefined {
    return this.#cluster === "" ? this.argv[this.#at++] : undefined;
  }

  next(): Option | undefined {
    if (this.#cluster !== "") return this.#short();
    while (this.#at < this.argv.length) {
      const word = this.argv[this.#at++] as string;
      if (word === "--") {
        this.words.push(...this.argv.slice(this.#at));
        this.#at = this.argv.length;
        return undefined;
      }
      if (word.startsWith("--")) return this.#long(word.slice(2));
      if (word.length > 1 && word.startsWith("-")) {
        this.#cluster = word.slice(1);
        return this.#short();
      }
      this.words.push(word);
    }
    return undefined;
  }

  #fail(text: string): Option {
    this.report?.(`${this.argv[0]}: ${text}\n`);
    return { value: "?", argument: undefined };
  }

  #short(): Option {
    const letter = this.#cluster[0] as string;
    this.#cluster = this.#cluster.slice(1);
    const kind = shortArgument(this.table.short, letter);
    if (kind === undefined) return this.#fail(`invalid option -- '${letter}'`);
    if (kind === "none") return { value: letter, argument: undefined };
    const rest = this.#cluster;
    this.#cluster = "";
    if (rest !== "") return { value: letter, argument: rest };
    if (kind === "optional") return { value: letter, argument: undefined };
    if (this.#at >= this.argv.length) return this.#fail(`option requires an argument -- '${letter}'`);
    return { value: letter, argument: this.argv[this.#at++] };
  }

  #long(text: string): Option {
    const equals = text.indexOf("=");
    const name = equals < 0 ? text : text.slice(0, equals);
    const given = equals < 0 ? undefined : text.slice(equals + 1);
    const exact = this.table.long.find((option) => option.name === name);
    const candidates = exact ? [exact] : this.table.long.filter((option) => option.name.startsWith(name));
    const found = candidates[0];
    if (found === undefined) return this.#fail(`unrecognized option '--${text}'`);
    if (candidates.some((option) => option.value !== found.value || option.argument !== found.argument)) {
      return this.#fail(`option '--${text}' is ambiguous; possibilities:${candidates.map((option) => ` '--${option.name}'`).join("")}`);
    }
    const kind = found.argument ?? "none";
    if (kind === "none" && given !== undefined) return this.#fail(`option '--${found.name}' doesn't allow an argument`);
    if (kind !== "required" || given !== undefined) return { value: found.value, argument: given };
    if (this.#at >= this.argv.length) return this.#fail(`option '--${found.name}' requires an argument`);
    return { value: found.value, argument: this.argv[this.#at++] };
  }
}

/** What strtol(text, &end, 0) makes of a whole text: undefined if anything is left over, or the text is empty. */
export function parseLong(text: string | undefined): number | undefined {
  const match = /^\s*([+-]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text ?? "");
  if (match === null) return undefined;
  const digits = match[2] as string;
  const value = /^0\d/.test(digits) ? (/^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined) : Number(digits);
  if (value === undefined) return undefined;
  return match[1] === "-" ? -value : value;
}
