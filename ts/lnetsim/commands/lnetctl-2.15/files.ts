// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl import` and `export` of 2.15: by the library, which reads YAML itself (golden/20_v2_15_8/114-120).
import { showNet } from "../../library/net.ts";
import { showPeer } from "../../library/peer.ts";
import { showRoute } from "../../library/route.ts";
import { showRouting } from "../../library/routing.ts";
import { LibrarySession } from "../../library/session.ts";
import { showAllSettings } from "../../library/settings.ts";
import { printTree } from "../../library/tree.ts";
import { showUdsp } from "../../library/udsp.ts";
import { yaml } from "../../library/yaml.ts";
import { type Call, fileFailure } from "../command.ts";
import { readOptions } from "./options.ts";

const IMPORT_HELP =
  "import FILE\nimport < FILE : import a file\n\t--add: add configuration\n\t--del: delete configuration\n\t--show: show configuration\n" +
  "\t--exec: execute command\n\t--help: display this help\nIf no command option is given then --add is assumed by default\n";

export async function importFile(call: Call, argv: readonly string[]): Promise<number> {
  const given = readOptions(call, argv, ["add a.", "del d.", "show s.", "exec e.", "help h."]);
  if (!given) return 0;
  if (given.has("h")) {
    call.out(IMPORT_HELP);
    return 0;
  }
  const [name] = given.words;
  const session = new LibrarySession(call.node);
  // Adding also runs the pings and discoveries, so that what is wrong with the text is said twice.
  const last = [...given.flags].at(-1) ?? "a";
  const actions = ({ a: ["config", "exec"], d: ["del"], s: ["show"], e: ["exec"] } as const)[last as "a" | "d" | "s" | "e"];
  let source: string | undefined;
  let problem = "";
  if (name === undefined) source = call.readInput();
  else {
    try {
      source = await call.files.read(call.path(name));
    } catch (error) {
      problem = `cannot open '${name}': ${fileFailure(error).text}`;
    }
  }
  const codes = actions.map((action) => {
    if (source !== undefined) return yaml(session, action, source);
    session.result({ cmd: "yaml", entity: "builder", rc: -1, descr: problem });
    return session.codes.BAD_PARAM;
  });
  if (session.show) call.out(printTree(session.show));
  call.err(session.stderr);
  if (codes.some((rc) => rc !== 0) && session.errors) call.err(printTree(session.errors));
  return codes[0]!;
}

const EXPORT_HELP =
  "export > FILE.yaml : export configuration\n\t--backup: export only what's necessary for reconfig\n\t--help: display this help\n";

export async function exportFile(call: Call, argv: readonly string[]): Promise<number> {
  const given = readOptions(call, argv, ["backup b.", "help h."]);
  if (!given) return 0;
  if (given.has("h")) {
    call.out(EXPORT_HELP);
    return 0;
  }
  const backup = given.has("b");
  const session = new LibrarySession(call.node);
  let text = "";
  const report = (rc: number): void => {
    if (rc === 0 || !session.errors) return;
    text += printTree(session.errors);
    session.errors = undefined;
  };
  report(showNet(session, { detail: backup ? 1 : 2, backup }));
  report(showRoute(session, { detail: 1, backup }));
  report(showRouting(session, { backup }));
  report(showPeer(session, { detail: backup ? 0 : 2, backup }));
  showAllSettings(session, (rc) => {
    report(rc);
    return "go on";
  });
  report(showUdsp(session, { index: -1 }));
  call.err(session.stderr);
  if (session.show) text += printTree(session.show);
  const [name] = given.words;
  if (name === undefined) {
    call.out(text);
    return 0;
  }
  try {
    await call.files.write(call.path(name), text);
    return 0;
  } catch (error) {
    call.err(`${fileFailure(error).text}\n`);
    return -1;
  }
}
