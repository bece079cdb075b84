// SPDX-License-Identifier: GPL-2.0-or-later
// Result blocks: what LNet says of an operation, in two shapes (lnetconfig-api.md §3.1, §4):
//
//   add:                          add:
//       - net:                    -     net:
//             seq_no: 7                 errno: -17
//             errno: -22                descr: ! "text"
//             descr: "text"       ...
//   the library, also of success      netlink: entity without a value, errno and descr beside it
//
// A long descr is folded: it goes on in the next lines until its quote closes.
//
// On standard error several follow each other, as documents or without a border, between lines that are no YAML; so they are
// read line by line: a block begins with a key at the margin, an item with a dash, and errno and descr belong to the last item.

export interface ErrorBlock {
  /** add, del, show, set, manage, configure, unconfigure, debug, yaml. */
  command: string;
  /** net, peer_ni, route, udsp … */
  entity: string;
  seqNo?: number;
  /** 0: success. */
  errno: number;
  /** Without quotes. */
  descr: string;
}

/** Blocks of a text, and the lines that belong to none of them. */
export function blocksOfText(text: string): { blocks: ErrorBlock[]; rest: string[] } {
  const blocks: ErrorBlock[] = [];
  const rest: string[] = [];
  let command = "";
  let open: ErrorBlock | undefined;
  let folded: string | undefined;
  for (const line of text.split("\n")) {
    if (open !== undefined && folded !== undefined) {
      folded += ` ${line.trim()}`;
      if (isClosed(folded)) {
        open.descr = unquoted(folded);
        folded = undefined;
      }
      continue;
    }
    const top = /^([a-z]+):\s*$/.exec(line);
    const item = command === "" ? null : /^\s*- +([^:]+):\s*$/.exec(line);
    const field = open === undefined ? null : /^\s+(seq_no|errno|descr): ?(.*)$/.exec(line);
    if (top !== null) {
      command = top[1] as string;
      open = undefined;
    } else if (item !== null) {
      open = { command, entity: item[1] as string, errno: 0, descr: "" };
    } else if (field !== null && open !== undefined) {
      if (field[1] === "errno") {
        // Items of other texts have none.
        open.errno = Number(field[2]);
        blocks.push(open);
      } else if (field[1] === "seq_no") open.seqNo = Number(field[2]);
      else if (isClosed(field[2] as string)) open.descr = unquoted(field[2] as string);
      else folded = field[2] as string;
    } else if (/^(---|\.\.\.|)\s*$/.test(line)) {
      open = undefined;
    } else {
      command = "";
      open = undefined;
      rest.push(line);
    }
  }
  return { blocks, rest };
}

/** Whether a scalar that begins with a quote has its end. */
function isClosed(text: string): boolean {
  const scalar = text.replace(/^! /, "").trimEnd();
  return !/^['"]/.test(scalar) || /^'.*'$/.test(scalar) || /^".*[^\\]"$|^""$/.test(scalar);
}

/** `! "\"text\""` and `"text"` are text. */
function unquoted(text: string): string {
  let inner = text.replace(/^! /, "").trim();
  if (/^'.*'$/.test(inner)) inner = inner.slice(1, -1).replaceAll("''", "'");
  if (/^".*"$/.test(inner)) inner = inner.slice(1, -1);
  if (/^\\".*\\"$/.test(inner)) inner = inner.slice(2, -2);
  return inner.replaceAll('\\"', '"');
}

/** Blocks of what a reply of the library has as `errors`: `{add: [{net: {errno, descr}}]}`. */
export function blocksOfReply(errors: unknown): ErrorBlock[] {
  const blocks: ErrorBlock[] = [];
  for (const [command, items] of entries(errors)) {
    for (const item of Array.isArray(items) ? (items as unknown[]) : []) {
      for (const [entity, block] of entries(item)) {
        const { errno, descr, seq_no: seqNo } = Object.fromEntries(entries(block));
        if (typeof errno !== "number") continue;
        blocks.push({ command, entity, errno, descr: String(descr ?? ""), ...(typeof seqNo === "number" ? { seqNo } : {}) });
      }
    }
  }
  return blocks;
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
