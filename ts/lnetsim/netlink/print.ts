// SPDX-License-Identifier: GPL-2.0-or-later
// YAML as the netlink road of 2.17 prints it. What comes from the kernel stands 6 columns in (golden/02_net/003), what lnetctl composes itself
// (ping, discover) 2; errors are documents of their own with `---` and `...` (golden/02_net/016). Lists stand under their key, unindented.

/** Where a command's texts go. */
export interface Output {
  out(text: string): void;
  err(text: string): void;
}

/** A text is printed as it is; `quoted` ones get the tag "!" that the emitter gives them. */
export type Yaml = string | { quoted: string; mark: "'" | '"' } | { entries: readonly Entry[] } | { items: readonly Yaml[] };
export type Entry = readonly [key: string, value: Yaml];

export const KERNEL_INDENT = 6;
export const LNETCTL_INDENT = 2;

/** Characters of a line after which the emitter breaks a quoted text at its next blank. */
const BEST_WIDTH = 80;

export const mapping = (...entries: readonly Entry[]): Yaml => ({ entries });
export const list = (items: readonly Yaml[]): Yaml => ({ items });

/** A document without markers. */
export function format(entries: readonly Entry[], indent: number): string {
  return formatEntries(entries, 0, indent, 0);
}

function formatEntries(entries: readonly Entry[], column: number, indent: number, already: number): string {
  let text = "";
  entries.forEach(([key, value], index) => {
    // The first key of a list's item stands on the line of its dash.
    const lead = index === 0 && already > 0 ? "" : " ".repeat(column);
    text += `${lead}${key}:`;
    if (typeof value === "string") text += value === "" ? "\n" : ` ${value}\n`;
    else if ("quoted" in value) text += ` ! ${quote(value.quoted, value.mark, column + key.length + 4, column + indent)}\n`;
    else if ("entries" in value) text += `\n${formatEntries(value.entries, column + indent, indent, 0)}`;
    else text += `\n${formatItems(value.items, column, indent)}`;
  });
  return text;
}

function formatItems(items: readonly Yaml[], column: number, indent: number): string {
  const dash = `${" ".repeat(column)}-${" ".repeat(indent - 1)}`;
  return items
    .map((item) => {
      if (typeof item === "string") return `${dash}${item}\n`;
      if ("entries" in item) return dash + formatEntries(item.entries, column + indent, indent, column + indent);
      throw new TypeError("a list of lists is nothing that LNet prints");
    })
    .join("");
}

function quote(text: string, mark: "'" | '"', start: number, indent: number): string {
  let result = mark;
  let column = start + 1;
  let blank = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string;
    if (character === " " && !blank && column > BEST_WIDTH && index > 0 && index < text.length - 1 && text[index + 1] !== " ") {
      result += `\n${" ".repeat(indent)}`;
      column = indent;
    } else {
      const escaped = mark === "'" ? character.replace("'", "''") : character.replace(/["\\]/, "\\$&").replace("\n", "\\n");
      result += escaped;
      column += escaped.length;
    }
    blank = character === " ";
  }
  return result + mark;
}

/** The words that stand for what was asked (§3.1), by the flags of the request. */
export type Verb = "add" | "del" | "set" | "show" | "manage" | "configure";

/** An error as lnetctl prints it on standard error. */
export function errorDocument(verb: Verb, entity: string, errno: number, description: string): string {
  const item = mapping([entity, ""], ["errno", `${errno}`], ["descr", { quoted: description, mark: '"' }]);
  return `---\n${format([[verb, list([item])]], KERNEL_INDENT)}...\n`;
}

/** What lnetctl prints when no netlink family is there: the module is not loaded (golden/01_lnet/004). */
export const NO_FAMILY = "Writer error: failed to resolve Netlink family id\n";

/** Whatever lnetctl's netlink functions fail with, they return EINVAL, whose exit status is 234. */
export const FAILED = -22;

/** What libnl says of a kernel's errno, where the kernel gives no text (libnl's own table of errors). */
export function libnlText(errno: number): string {
  switch (-errno) {
    case 1:
      return "Operation not permitted";
    case 2:
    case 3:
      return "Object not found";
    case 12:
      return "Out of memory";
    case 16:
      return "Object busy";
    case 17:
      return "Object exists";
    case 19:
      return "No such device";
    case 22:
    case 14:
      return "Invalid input data or parameter";
    case 34:
      return "Input data out of range";
    case 95:
      return "Operation not supported";
    default:
      return "Unspecific failure";
  }
}
