// SPDX-License-Identifier: GPL-2.0-or-later
// cYAML_build_tree(): a tree from YAML text (lnetconfig-api.md §3.14). Block style only: a token that it has no use for, or none in the state that it is in,
// ends it with a result block yaml/builder that names token, state and reason (golden/11_clib, golden/20_v2_15_8/119).
import type { LibrarySession } from "./session.ts";
import { TREE, Tree } from "./tree.ts";
import { TOKEN, type Token, type TokenName, yamlTokens } from "./yaml-tokens.ts";

/** Numbers of the real builder's states, as its errors show them. */
const STATE = { COMPLETE: 0, INITED: 1, STARTED: 2, BLOCK_STARTED: 3, KEY: 4, KEY_FILLED: 5, VALUE: 6, SEQUENCE: 7 } as const;
type State = (typeof STATE)[keyof typeof STATE];

const UNEXPECTED_STATE = -1;
const NOT_SUPPORTED = -2;

const UNSUPPORTED: ReadonlySet<TokenName> = new Set<TokenName>([
  "VERSION_DIRECTIVE",
  "TAG_DIRECTIVE",
  "FLOW_SEQUENCE_START",
  "FLOW_SEQUENCE_END",
  "FLOW_MAPPING_START",
  "FLOW_MAPPING_END",
  "FLOW_ENTRY",
  "ALIAS",
  "ANCHOR",
  "TAG",
]);

/** The root, an object without key; undefined: what is wrong has been said, or the scanner gave up, of which nothing is said. */
export function buildTree(session: LibrarySession, text: string): Tree | undefined {
  const builder = new Builder();
  for (const token of yamlTokens(text)) {
    if (token.name === "NO") return undefined;
    const rc = UNSUPPORTED.has(token.name) ? NOT_SUPPORTED : builder.take(token);
    if (rc === 0) continue;
    session.result({
      cmd: "yaml",
      entity: "builder",
      rc: -1,
      descr: `Failed to handle token:${TOKEN[token.name]} YAML_${token.name}_TOKEN [state=${builder.state}, rc=${rc}]`,
    });
    return undefined;
  }
  builder.root.keys = builder.keys;
  return builder.root;
}

class Builder {
  readonly root = new Tree();
  readonly keys = new Set<string>();
  state: State = STATE.INITED;
  /** Mappings and sequences that are open, each with the node they fill. */
  readonly #open: { node: Tree; kind: "mapping" | "sequence" }[] = [];
  /** The node that waits for its value. */
  #pending: Tree | undefined;

  take({ name, value = "" }: Token): number {
    switch (name) {
      case "BLOCK_MAPPING_START":
        return this.#startMapping();
      case "BLOCK_SEQUENCE_START":
        if (this.state !== STATE.VALUE) return UNEXPECTED_STATE;
        this.#openPending(TREE.ARRAY, "sequence");
        return 0;
      case "BLOCK_ENTRY":
        return this.#entry();
      case "BLOCK_END":
        this.#closeIndentless();
        this.#open.pop();
        this.#pending = undefined;
        this.state = STATE.BLOCK_STARTED;
        return 0;
      case "KEY":
        this.#closeIndentless();
        if (this.#open.at(-1)?.kind !== "mapping") return UNEXPECTED_STATE;
        this.#pending = undefined;
        this.state = STATE.KEY;
        return 0;
      case "VALUE":
        if (this.state !== STATE.KEY_FILLED) return UNEXPECTED_STATE;
        this.state = STATE.VALUE;
        return 0;
      case "SCALAR":
        return this.#scalar(value);
      default:
        return 0;
    }
  }

  #startMapping(): number {
    if (this.state === STATE.INITED) this.#open.push({ node: this.root, kind: "mapping" });
    else if (this.state === STATE.VALUE || this.state === STATE.SEQUENCE) this.#openPending(TREE.OBJECT, "mapping");
    else return UNEXPECTED_STATE;
    this.state = STATE.BLOCK_STARTED;
    return 0;
  }

  #openPending(type: typeof TREE.ARRAY | typeof TREE.OBJECT, kind: "mapping" | "sequence"): void {
    const node = this.#pending ?? this.#open.at(-1)!.node.adopt(new Tree());
    node.type = type;
    this.#open.push({ node, kind });
    this.#pending = undefined;
    this.state = STATE.BLOCK_STARTED;
  }

  /** A sequence in the column of its key has no tokens of its own for begin and end. */
  readonly #indentless = new Set<Tree>();

  #entry(): number {
    if (this.#pending && this.state === STATE.VALUE) {
      this.#indentless.add(this.#pending);
      this.#openPending(TREE.ARRAY, "sequence");
    }
    const top = this.#open.at(-1);
    if (top?.kind !== "sequence") return UNEXPECTED_STATE;
    this.#pending = top.node.adopt(new Tree());
    this.state = STATE.SEQUENCE;
    return 0;
  }

  #closeIndentless(): void {
    const top = this.#open.at(-1);
    if (top && this.#indentless.has(top.node)) this.#open.pop();
  }

  #scalar(text: string): number {
    if (this.state === STATE.KEY) {
      this.#pending = this.#open.at(-1)!.node.adopt(new Tree(TREE.NULL, text));
      this.keys.add(text);
      this.state = STATE.KEY_FILLED;
      return 0;
    }
    if (!this.#pending || (this.state !== STATE.VALUE && this.state !== STATE.SEQUENCE)) return UNEXPECTED_STATE;
    assign(this.#pending, text);
    this.#pending = undefined;
    this.state = STATE.BLOCK_STARTED;
    return 0;
  }
}

/** null, true and false as they are written there; a number if all of it is one; else a text. */
function assign(node: Tree, text: string): void {
  if (text === "null") node.type = TREE.NULL;
  else if (text === "true") node.type = TREE.TRUE;
  else if (text === "false") node.type = TREE.FALSE;
  else if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) {
    node.type = TREE.NUMBER;
    node.value = Number(text);
  } else {
    node.type = TREE.STRING;
    node.value = text;
  }
}
