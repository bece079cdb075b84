// SPDX-License-Identifier: GPL-2.0-or-later
// The roads into a node as `lutf lnetsim` and `make conformance` have them: here each layer is put in once.
import { readFile, writeFile } from "lutf/fs";
import { runCommand } from "./commands/index.ts";
import { call } from "./library/functions.ts";
import { functionsLacking } from "./library/releases.ts";
import type { Reply, Roads } from "./serve.ts";

/** Files of this machine, for the commands that are given one. */
const files = {
  read: (path: string): Promise<string> => readFile(path, "utf8"),
  write: (path: string, text: string): Promise<void> => writeFile(path, text),
};

export const roads: Roads = {
  library: (node, name, args) => call(node, name, args),
  libraryLacks: ({ release }) => [...functionsLacking(release)],
  command: (node, { argv, cwd, environment, input = null }) =>
    runCommand(node, { argv, cwd, environment, input }, files) as Reply | Promise<Reply>,
};
