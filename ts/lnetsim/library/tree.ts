// SPDX-License-Identifier: GPL-2.0-or-later
// The trees that liblnetconfig hands out (struct cYAML) and how it prints them (lnetconfig-api.md §2.6, §3.1). A tree is built in the shape of the real
// one: the children of the array `net` are alternately the text `net type` and the array `local NI(s)`, not objects.

/** The numbers of cYAML. */
export const TREE = { FALSE: 0, TRUE: 1, NULL: 2, NUMBER: 3, STRING: 4, ARRAY: 5, OBJECT: 6 } as const;
export type TreeType = (typeof TREE)[keyof typeof TREE];

/** What leaves share: most nodes are leaves, and what is shown of a big node has half a million. */
const NO_CHILDREN: readonly Tree[] = [];

export class Tree {
  // Declared and not initialised: a leaf has none of them, and most nodes are leaves.
  declare private nodes: Tree[] | undefined;
  /** Numbers that come before all other children; they become nodes when somebody looks for them. */
  declare private figures: Readonly<Record<string, number>> | undefined;
  /** Of what is adopted. A node that knows its parent is collected as garbage, later; one that does not is gone with its last user. */
  declare private parent: Tree | undefined;
  /** Of a root: all keys below it, if they are known. Most of what is looked for is nowhere. */
  declare keys: ReadonlySet<string> | undefined;

  constructor(
    public type: TreeType = TREE.OBJECT,
    public key = "",
    /** Of NUMBER and STRING. */
    public value: number | string | undefined = undefined,
  ) {}

  get children(): readonly Tree[] {
    const { figures } = this;
    if (figures) {
      this.nodes = [...Object.entries(figures).map(([key, value]) => new Tree(TREE.NUMBER, key, value)), ...(this.nodes ?? [])];
      this.figures = undefined;
    }
    return this.nodes ?? NO_CHILDREN;
  }

  add(child: Tree): Tree {
    if (this.nodes) this.nodes.push(child);
    else this.nodes = [child];
    return child;
  }

  /** Adds a child whose find() goes on to what follows it here. */
  adopt(child: Tree): Tree {
    child.parent = this;
    return this.add(child);
  }

  remove(child: Tree): void {
    this.nodes = this.children.filter((other) => other !== child);
  }

  /** Leaves only the first children. */
  truncate(count: number): void {
    this.nodes = this.children.slice(0, count);
  }

  object(key: string): Tree {
    return this.add(new Tree(TREE.OBJECT, key));
  }

  array(key: string): Tree {
    return this.add(new Tree(TREE.ARRAY, key));
  }

  /** A new object at the end of an array. */
  item(): Tree {
    return this.add(new Tree(TREE.OBJECT));
  }

  string(key: string, value: string): Tree {
    return this.add(new Tree(TREE.STRING, key, value));
  }

  number(key: string, value: number): Tree {
    return this.add(new Tree(TREE.NUMBER, key, value));
  }

  /** An object of numbers, which are not changed afterwards. */
  numbers(key: string, values: Readonly<Record<string, number>>): Tree {
    const object = this.object(key);
    object.figures = values;
    return object;
  }

  child(key: string): Tree | undefined {
    return this.children.find((child) => child.key === key);
  }

  /** As cYAML_get_object_item: this node, all below it and all that follows it in the parent that adopted it, in pre-order (§2.6). */
  find(key: string): Tree | undefined {
    let root: Tree = this;
    while (root.parent) root = root.parent;
    if (root.keys?.has(key) === false) return undefined;
    const siblings = this.parent?.children ?? [this];
    return findIn(siblings, siblings.indexOf(this), key);
  }

  /** See treeText(): its line, as parts that are joined later, and those of its children. */
  write(depth: number, parts: (string | number)[]): void {
    const { type, key, value, figures, nodes } = this;
    if (type === TREE.STRING) parts.push(headOf(depth, type), key, "\t", escaped(value as string));
    else parts.push(headOf(depth, type), key, "\t", value ?? "");
    if (figures) {
      const head = headOf(depth + 1, TREE.NUMBER);
      for (const name in figures) parts.push(head, name, "\t", figures[name]!);
    }
    if (nodes) for (let index = 0; index < nodes.length; index++) nodes[index]!.write(depth + 1, parts);
  }

  /** What of a NUMBER the C code sees as int; 0 of a text, 1 of true. */
  get int(): number {
    if (typeof this.value === "number") return this.value | 0;
    return this.type === TREE.TRUE ? 1 : 0;
  }

  get text(): string | undefined {
    return this.type === TREE.STRING ? String(this.value) : undefined;
  }
}

function findIn(nodes: readonly Tree[], from: number, key: string): Tree | undefined {
  for (let index = Math.max(0, from); index < nodes.length; index++) {
    const node = nodes[index]!;
    if (node.key === key) return node;
    const found = findIn(node.children, 0, key);
    if (found) return found;
  }
  return undefined;
}

const INDENT = 4;

/** As cYAML_print_tree prints it: 4 columns a level; the keys of an item, and all below, 2 more for its "- ". */
export function printTree(root: Tree): string {
  const lines: string[] = [];
  const state = { dash: false };
  for (const child of root.children) print(child, 0, false, state, lines);
  return lines.map((line) => `${line}\n`).join("");
}

function print(node: Tree, level: number, inSequence: boolean, state: { dash: boolean }, lines: string[]): void {
  const { key } = node;
  const emit = (text: string): void => {
    const indent = " ".repeat(INDENT * level);
    lines.push(`${indent}${state.dash ? "- " : inSequence ? "  " : ""}${text}`);
    state.dash = false;
  };
  switch (node.type) {
    case TREE.OBJECT:
      if (key !== "") emit(`${key}:`);
      for (const child of node.children) print(child, key === "" ? level : level + 1, inSequence, state, lines);
      return;
    case TREE.ARRAY:
      if (key !== "") emit(`${key}:`);
      for (const child of node.children) {
        // An array with a key continues the item that the text before it began: `net type`, `local NI(s)`.
        state.dash = child.type !== TREE.ARRAY || child.key === "";
        print(child, level + 1, true, state, lines);
        state.dash = false;
      }
      return;
    case TREE.STRING: {
      // Further lines stand under the first.
      const column = INDENT * level + (inSequence ? 2 : 0) + (key === "" ? 0 : key.length + 2);
      emit(`${key === "" ? "" : `${key}: `}${String(node.value).replaceAll("\n", `\n${" ".repeat(column)}`)}`);
      return;
    }
    case TREE.NUMBER:
      emit(`${key === "" ? "" : `${key}: `}${(node.value as number).toFixed(0)}`);
      return;
    default: {
      const word = node.type === TREE.NULL ? "" : node.type === TREE.TRUE ? "true" : "false";
      emit(key === "" ? word : `${key}: ${word}`);
    }
  }
}

/** Keys are words of the simulator, and have none of them. */
const SPECIAL = /[\\\t\n]/;
const escaped = (text: string): string =>
  SPECIAL.test(text) ? text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n") : text;

/** The tree for the socket: a line a node in pre-order, `DEPTH TYPE KEY VALUE` with tabs between (docs/lnetsim.md). */
export function treeText(root: Tree): string {
  const parts: (string | number)[] = [];
  root.write(0, parts);
  parts.push("\n");
  return parts.join("").slice(1);
}

/** Beginnings of lines with the end of the line before, by depth and type: joining such parts is faster than making a text of each line. */
const heads: string[][] = [];

function headOf(depth: number, type: TreeType): string {
  heads[depth] ??= Object.values(TREE).map((number) => `\n${depth}\t${number}\t`);
  return heads[depth][type]!;
}
