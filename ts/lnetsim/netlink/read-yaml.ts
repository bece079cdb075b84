// SPDX-License-Identifier: GPL-2.0-or-later
// A YAML file as lnetctl reads it to import: all scalars are text. What is wrong with it is said in the words of libyaml (golden/08_yaml/019).
import { parseTexts } from "lutf:yaml";
import { isMap, isScalar, isSeq, parseDocument } from "yaml";

export type YamlValue = string | YamlValue[] | YamlMapping;
export interface YamlMapping {
  [key: string]: YamlValue;
}

export const isMapping = (value: YamlValue | undefined): value is YamlMapping => typeof value === "object" && !Array.isArray(value);
export const isList = (value: YamlValue | undefined): value is YamlValue[] => Array.isArray(value);

/** What cannot be read begins at `offset`. */
export function readYaml(source: string): { value: YamlValue } | { error: string; offset: number } {
  try {
    return { value: (parseTexts(source) as YamlValue | null) ?? "" };
  } catch {
    // It has an anchor, a tag or a key twice; or it is no YAML, and then this says where.
    return readSlowly(source);
  }
}

/** In JavaScript: many times slower, and whatever YAML has. */
function readSlowly(source: string): { value: YamlValue } | { error: string; offset: number } {
  const tab = /^(?:.*\n)*?\t+(?=\S)/.exec(source);
  if (tab) {
    const line = tab[0].split("\n").length;
    const at = `line ${line}, column 1`;
    return {
      error: `Scanner error: while scanning for the next token at ${at}\nfound character that cannot start any token at ${at}`,
      offset: tab[0].length,
    };
  }
  const document = parseDocument(source, { schema: "failsafe", prettyErrors: true, uniqueKeys: false });
  const [problem] = document.errors;
  if (problem) return describe(source, problem.pos[0]);
  return { value: document.contents === null ? "" : toValue(document.contents) };
}

function toValue(node: unknown): YamlValue {
  if (isMap(node)) {
    return Object.fromEntries(node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : String(key), toValue(value)]));
  }
  if (isSeq(node)) return node.items.map(toValue);
  return isScalar(node) && node.value !== null ? String(node.value) : "";
}

/** The two places that libyaml names: where what cannot be read begins, and where it noticed. */
function describe(source: string, offset: number): { error: string; offset: number } {
  const flow = unclosedFlow(source);
  if (flow) {
    const kind = source[flow.begin] === "[" ? "sequence" : "mapping";
    const end = source[flow.begin] === "[" ? "]" : "}";
    const error = `Parser error: while parsing a flow ${kind} at ${place(source, flow.begin)}\ndid not find expected ',' or '${end}' at ${place(source, flow.noticed)}`;
    return { error, offset: flow.begin };
  }
  return {
    error: `Parser error: while parsing a block mapping at line 1, column 1\ndid not find expected key at ${place(source, offset)}`,
    offset,
  };
}

/** The innermost flow collection that is not closed before a ": " or the end. */
function unclosedFlow(source: string): { begin: number; noticed: number } | undefined {
  const open: number[] = [];
  let began = -1;
  for (let index = 0; index < source.length; index++) {
    const character = source[index] as string;
    if ((character === "[" || character === "{") && (open.length > 0 || /[\s-]/.test(source[index - 1] ?? " "))) {
      open.push(index);
      began = index;
    } else if ((character === "]" || character === "}") && open.length > 0) open.pop();
    else if (character === ":" && open.length > 0 && /\s/.test(source[index + 1] ?? " ") && source.slice(began, index).includes("\n")) {
      return { begin: open.at(-1) as number, noticed: index };
    }
  }
  return open.length > 0 ? { begin: open.at(-1) as number, noticed: source.length } : undefined;
}

function place(source: string, offset: number): string {
  const before = source.slice(0, offset).split("\n");
  return `line ${before.length}, column ${(before.at(-1) as string).length + 1}`;
}
