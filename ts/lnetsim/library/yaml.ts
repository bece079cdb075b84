// SPDX-License-Identifier: GPL-2.0-or-later
// lustre_yaml_config(), _del(), _show() and _exec(): each block of a YAML text goes to the handler whose name it begins with (lnetconfig-api.md §3.14).
import { EINVAL } from "../errno.ts";
import type { LibrarySession } from "./session.ts";
import { TREE, type Tree } from "./tree.ts";
import { buildTree } from "./yaml-builder.ts";
import { CONFIG } from "./yaml-config.ts";
import { DELETE } from "./yaml-delete.ts";
import type { Handler, Handlers } from "./yaml-handlers.ts";
import { EXEC, SHOW } from "./yaml-show.ts";

/** In the order in which they are tried. */
const BLOCKS: readonly (keyof Handlers)[] = [
  "route",
  "net",
  "ip2nets",
  "peer",
  "routing",
  "buffers",
  "statistics",
  "global",
  "numa",
  "ping",
  "discover",
  "udsp",
];

export type YamlAction = "config" | "del" | "show" | "exec";
const ACTIONS: Readonly<Record<YamlAction, Handlers>> = { config: CONFIG, del: DELETE, show: SHOW, exec: EXEC };

/** All items of all blocks; the last answer that is not 0 counts. A block that nobody knows ends it, and is no failure. */
export function yaml(session: LibrarySession, action: YamlAction, text: string): number {
  const tree = buildTree(session, text);
  if (!tree) return session.codes.BAD_PARAM;
  let rc = 0;
  const run = (handler: Handler, item: Tree): void => {
    const answer = handler(session, item);
    if (answer !== 0) rc = answer;
  };
  for (const block of tree.children) {
    const name = BLOCKS.find((prefix) => block.key.startsWith(prefix));
    if (name === undefined) {
      session.result({ cmd: "yaml", entity: "helper", rc: -EINVAL, descr: `call back for '${block.key}' not found` });
      break;
    }
    const handler = ACTIONS[action][name] ?? ((): number => 0);
    if (block.type === TREE.ARRAY) for (const item of block.children) run(handler, item);
    else run(handler, block);
  }
  return rc;
}
