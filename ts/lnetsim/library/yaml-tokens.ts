// SPDX-License-Identifier: GPL-2.0-or-later
// The scanner below cYAML_build_tree(): the tokens that libyaml would make of a text. Only block style is of use to the library (lnetconfig-api.md §3.14),
// so what begins flow style, an anchor, an alias or a tag is one token, at which the builder ends.
//
//   stream   = STREAM-START { "---" | "..." | node } STREAM-END
//   mapping  = BLOCK-MAPPING-START { KEY node VALUE [ node ] } BLOCK-END        by columns
//   sequence = BLOCK-SEQUENCE-START { BLOCK-ENTRY [ node ] } BLOCK-END          without START and END in the column of its key

/** Numbers and names of libyaml. */
export const TOKEN = {
  NO: 0,
  STREAM_START: 1,
  STREAM_END: 2,
  VERSION_DIRECTIVE: 3,
  TAG_DIRECTIVE: 4,
  DOCUMENT_START: 5,
  DOCUMENT_END: 6,
  BLOCK_SEQUENCE_START: 7,
  BLOCK_MAPPING_START: 8,
  BLOCK_END: 9,
  FLOW_SEQUENCE_START: 10,
  FLOW_SEQUENCE_END: 11,
  FLOW_MAPPING_START: 12,
  FLOW_MAPPING_END: 13,
  BLOCK_ENTRY: 14,
  FLOW_ENTRY: 15,
  KEY: 16,
  VALUE: 17,
  ALIAS: 18,
  ANCHOR: 19,
  TAG: 20,
  SCALAR: 21,
} as const;

export type TokenName = keyof typeof TOKEN;

export interface Token {
  name: TokenName;
  value?: string;
}

/** The scanner gives up: libyaml hands out a token of type 0. */
class ScanError extends Error {}

const FLOW: Readonly<Record<string, TokenName>> = {
  "[": "FLOW_SEQUENCE_START",
  "]": "FLOW_SEQUENCE_END",
  "{": "FLOW_MAPPING_START",
  "}": "FLOW_MAPPING_END",
  ",": "FLOW_ENTRY",
  "&": "ANCHOR",
  "*": "ALIAS",
  "!": "TAG",
};

export function* yamlTokens(text: string): Generator<Token> {
  yield { name: "STREAM_START" };
  try {
    yield* new Scanner(text).tokens();
  } catch (error) {
    if (!(error instanceof ScanError)) throw error;
    yield { name: "NO" };
  }
}

class Scanner {
  readonly #text: string;
  #at = 0;
  #line = 0;
  #lineStart = 0;
  /** Columns of the open mappings and sequences; the kind is needed only for the scalar's indent. */
  readonly #indents: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get #column(): number {
    return this.#at - this.#lineStart;
  }

  get #indent(): number {
    return this.#indents.at(-1) ?? -1;
  }

  #peek(offset = 0): string {
    return this.#text[this.#at + offset] ?? "";
  }

  #isBlank(offset = 0): boolean {
    const char = this.#peek(offset);
    return char === "" || char === " " || char === "\t" || char === "\n" || char === "\r";
  }

  #newline(): void {
    this.#at++;
    this.#line++;
    this.#lineStart = this.#at;
  }

  *tokens(): Generator<Token> {
    // Whether a key or an entry may begin where the next token is.
    let keyAllowed = true;
    for (;;) {
      const fresh = this.#skip(keyAllowed);
      keyAllowed ||= fresh;
      if (this.#peek() === "") break;
      yield* this.#close(this.#column);
      if (this.#column === 0 && /^(---|\.\.\.)(\s|$)/.test(this.#text.slice(this.#at, this.#at + 4))) {
        yield* this.#close(-1);
        yield { name: this.#peek() === "-" ? "DOCUMENT_START" : "DOCUMENT_END" };
        this.#at += 3;
        keyAllowed = false;
        continue;
      }
      if (this.#column === 0 && this.#peek() === "%") {
        yield { name: this.#text.startsWith("%TAG", this.#at) ? "TAG_DIRECTIVE" : "VERSION_DIRECTIVE" };
        return;
      }
      if (this.#peek() === "-" && this.#isBlank(1)) {
        if (!keyAllowed) throw new ScanError();
        if (this.#indent < this.#column) {
          this.#indents.push(this.#column);
          yield { name: "BLOCK_SEQUENCE_START" };
        }
        yield { name: "BLOCK_ENTRY" };
        this.#at++;
        keyAllowed = true;
        continue;
      }
      if (this.#peek() === "?" && this.#isBlank(1)) {
        if (!keyAllowed) throw new ScanError();
        yield* this.#openMapping(this.#column);
        yield { name: "KEY" };
        this.#at++;
        continue;
      }
      if (this.#peek() === ":" && this.#isBlank(1)) {
        if (!keyAllowed && this.#indents.length === 0) throw new ScanError();
        yield { name: "VALUE" };
        this.#at++;
        keyAllowed = true;
        continue;
      }
      const special = FLOW[this.#peek()];
      if (special !== undefined) {
        yield { name: special };
        return;
      }
      if ("%@`".includes(this.#peek())) throw new ScanError();
      const column = this.#column;
      const line = this.#line;
      const value = this.#scalar();
      const isKey = this.#line === line && this.#peekAfterBlanks() === ":" && keyAllowed;
      if (isKey) {
        yield* this.#openMapping(column);
        yield { name: "KEY" };
      }
      yield { name: "SCALAR", value };
      if (isKey) {
        this.#skip(false);
        yield { name: "VALUE" };
        this.#at++;
        keyAllowed = false;
      } else {
        keyAllowed = false;
        if (this.#line === line && this.#peekAfterBlanks() === ":") throw new ScanError();
      }
    }
    yield* this.#close(-1);
    yield { name: "STREAM_END" };
  }

  *#openMapping(column: number): Generator<Token> {
    if (this.#indent >= column) return;
    this.#indents.push(column);
    yield { name: "BLOCK_MAPPING_START" };
  }

  *#close(column: number): Generator<Token> {
    while (this.#indent > column) {
      this.#indents.pop();
      yield { name: "BLOCK_END" };
    }
  }

  /** Blanks, comments and ends of lines. True: a new line has begun. A tab may not indent. */
  #skip(tabsForbidden: boolean): boolean {
    let fresh = false;
    for (;;) {
      const char = this.#peek();
      if (char === " " || char === "\r" || (char === "\t" && !tabsForbidden && !fresh)) this.#at++;
      else if (char === "\n") {
        this.#newline();
        fresh = true;
      } else if (char === "#" && (this.#at === 0 || /\s/.test(this.#text[this.#at - 1]!))) {
        while (this.#peek() !== "" && this.#peek() !== "\n") this.#at++;
      } else if (char === "\t") throw new ScanError();
      else return fresh;
    }
  }

  #peekAfterBlanks(): string {
    let offset = 0;
    while (this.#peek(offset) === " " || this.#peek(offset) === "\t") offset++;
    return this.#peek(offset) === ":" && this.#isBlank(offset + 1) ? ":" : "";
  }

  #scalar(): string {
    const char = this.#peek();
    if (char === '"' || char === "'") return this.#quoted(char);
    if (char === "|" || char === ">") return this.#block(char);
    return this.#plain();
  }

  #quoted(quote: string): string {
    this.#at++;
    let value = "";
    for (;;) {
      const char = this.#peek();
      if (char === "") throw new ScanError();
      if (char === quote) {
        this.#at++;
        if (quote !== "'" || this.#peek() !== "'") return value;
        value += "'";
        this.#at++;
      } else if (char === "\\" && quote === '"') {
        const escape = this.#peek(1);
        value += { n: "\n", t: "\t", "0": "\0" }[escape] ?? escape;
        this.#at += 2;
      } else if (char === "\n") {
        value += " ";
        this.#newline();
        while (this.#peek() === " ") this.#at++;
      } else {
        value += char;
        this.#at++;
      }
    }
  }

  /** Lines that are indented more; `|` keeps their ends, `>` makes blanks of them. */
  #block(style: string): string {
    const strip = /^.-?/.exec(this.#text.slice(this.#at))![0].endsWith("-");
    while (this.#peek() !== "" && this.#peek() !== "\n") this.#at++;
    const lines: string[] = [];
    while (this.#peek() === "\n") {
      const end = this.#text.indexOf("\n", this.#at + 1);
      const line = this.#text.slice(this.#at + 1, end < 0 ? undefined : end);
      const indent = /^ */.exec(line)![0].length;
      if (line.trim() !== "" && indent <= this.#indent) break;
      if (end < 0 && line === "") break;
      this.#newline();
      this.#at += line.length;
      lines.push(line.trimStart());
    }
    const value = lines.join(style === "|" ? "\n" : " ");
    return strip ? value : `${value}\n`;
  }

  /** To a comment, to ": ", or to the end of lines that are indented more than what is open. */
  #plain(): string {
    let value = "";
    for (;;) {
      let end = this.#at;
      while (end < this.#text.length && this.#text[end] !== "\n") {
        const char = this.#text[end]!;
        if (char === ":" && /^(\s|$)/.test(this.#text.slice(end + 1, end + 2))) break;
        if (char === "#" && end > this.#at && /\s/.test(this.#text[end - 1]!)) break;
        end++;
      }
      value += this.#text.slice(this.#at, end).trimEnd();
      this.#at = end;
      if (this.#peek() !== "\n") return value;
      // A following line belongs to it if it is indented and no key of its own.
      const rest = /^((?:[ \t\r]*\n)+)( *)([^\s#][^\n]*)/.exec(this.#text.slice(this.#at));
      const [, ends = "", blanks = "", next = ""] = rest ?? [];
      const column = blanks.length;
      if (!rest || column <= this.#indent || /^-(\s|$)/.test(next) || /:(\s|$)/.test(next) || this.#indents.length === 0) return value;
      for (const char of ends) {
        if (char === "\n") this.#newline();
        else this.#at++;
      }
      this.#at += column;
      value += " ";
    }
  }
}
