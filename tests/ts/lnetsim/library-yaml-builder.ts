// SPDX-License-Identifier: GPL-2.0-or-later
// lnetconfig-api.md §3.14: the library reads YAML in block style only, and names the token and the state that it could not go on with.
import { expect } from "lutf";
import { Cluster, callOn, defaultTopology, LibrarySession, printTree } from "lutf/lnetsim";

const node = new Cluster(defaultTopology(1, 1, "2.17.0"), 1).node("agent1");

function config(text: string): [rc: number, errors: string] {
  const session = new LibrarySession(node);
  const rc = callOn(session, "lustre_yaml_config", { f: text, len: text.length });
  return [rc, session.errors ? printTree(session.errors) : ""];
}

const builder = (text: string): [number, string] => [
  -22,
  `yaml:\n    - builder:\n          errno: -1\n          descr: Failed to handle token:${text}\n`,
];

export function run(): void {
  expect(config("net: [tcp]\n")).toEqual(builder("10 YAML_FLOW_SEQUENCE_START_TOKEN [state=6, rc=-2]"));
  expect(config("{}\n")).toEqual(builder("12 YAML_FLOW_MAPPING_START_TOKEN [state=1, rc=-2]"));
  expect(config("net: &a\n")).toEqual(builder("19 YAML_ANCHOR_TOKEN [state=6, rc=-2]"));
  expect(config("net: *a\n")).toEqual(builder("18 YAML_ALIAS_TOKEN [state=6, rc=-2]"));
  expect(config("net: !x y\n")).toEqual(builder("20 YAML_TAG_TOKEN [state=6, rc=-2]"));
  expect(config("hello")).toEqual(builder("21 YAML_SCALAR_TOKEN [state=1, rc=-1]"));
  expect(config("- a: 1\n")).toEqual(builder("7 YAML_BLOCK_SEQUENCE_START_TOKEN [state=1, rc=-1]"));
  // What the scanner below cannot read is a failure without a word.
  expect(config("net:\n\t- a: 1\n")).toEqual([-22, ""]);
  expect(config("")).toEqual([0, ""]);
  expect(config("# only a comment\n---\n")).toEqual([0, ""]);
  // Comments, quotes, dashes in the column of their key, and an end without a newline.
  const unknown = (name: string): [number, string] => [
    0,
    `yaml:\n    - helper:\n          errno: -22\n          descr: call back for '${name}' not found\n`,
  ];
  expect(config('buffers: # those\n    tiny: "7"\n"x y":\n- a: 1')[1]).toContain("call back for 'x y' not found");
  expect(config("frobnicate:\n- a: 1\n- b:\n  - c: 2\n")).toEqual(unknown("frobnicate"));
}
