// SPDX-License-Identifier: GPL-2.0-or-later
// Options of lnetctl 2.15's commands, read into one mapping: what is no number is left out without a word, as in 2.17 (golden/02_net/049).
import type { Call } from "../command.ts";
import { type LongOption, OptionReader, parseLong } from "../options.ts";

export interface Given {
  /** By the value of the option in its table. */
  readonly texts: ReadonlyMap<string, string>;
  /** Options without an argument that were there. */
  readonly flags: ReadonlySet<string>;
  /** Words that are no options. */
  readonly words: readonly string[];
  text(option: string): string | null;
  /** Cut to 32 bits; not given, or no number: `otherwise`. */
  int(option: string, otherwise: number): number;
  has(option: string): boolean;
}

/** Table entries: "net n" with an argument, "all a." without, "verbose v?" with one that may be left out and may be the next word. */
export function readOptions(call: Call, argv: readonly string[], table: readonly string[]): Given | undefined {
  const long: LongOption[] = table.map((entry) => {
    const [, name = "", value = "", kind = ""] = /^(\S+) (\S)([.?]?)$/.exec(entry)!;
    return { name, value, argument: kind === "." ? "none" : kind === "?" ? "optional" : "required" };
  });
  const short = long.map(({ value, argument }) => (argument === "required" ? `${value}:` : value)).join("");
  const options = new OptionReader(argv, { short, long }, (text) => call.err(text));
  const texts = new Map<string, string>();
  const flags = new Set<string>();
  for (let option = options.next(); option; option = options.next()) {
    const { value, argument } = option;
    if (value === "?") return undefined;
    const kind = long.find((one) => one.value === value)!.argument;
    if (kind !== "optional") {
      if (argument === undefined) flags.add(value);
      else texts.set(value, argument);
      continue;
    }
    const word = argument ?? ((options.peek() ?? "-").startsWith("-") ? undefined : options.take());
    flags.add(value);
    texts.set(value, String(parseLong(word) ?? 1));
  }
  return {
    texts,
    flags,
    words: options.words,
    text: (option) => texts.get(option) ?? null,
    int: (option, otherwise) => {
      const number = parseLong(texts.get(option));
      return number === undefined ? otherwise : Number(BigInt.asIntN(32, BigInt(Math.trunc(number))));
    },
    has: (option) => flags.has(option) || texts.has(option),
  };
}
