// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl import` and `export` of 2.17 (golden/08_yaml).
import { showRouting } from "../../library/routing.ts";
import { LibrarySession } from "../../library/session.ts";
import { showAllSettings } from "../../library/settings.ts";
import { printTree } from "../../library/tree.ts";
import { showUdsp } from "../../library/udsp.ts";
import { CrashError, type ImportAction, importText } from "../../netlink/import.ts";
import { showNet } from "../../netlink/net.ts";
import { showPeers } from "../../netlink/peer.ts";
import type { Output } from "../../netlink/print.ts";
import { showRoutes } from "../../netlink/route.ts";
import { type Call, fileFailure } from "../command.ts";
import { crash } from "../crash.ts";
import { OptionReader } from "../options.ts";
import { printResult } from "./library.ts";

const IMPORT_HELP =
  "import FILE\nimport < FILE : import a file\n\t--add: add configuration\n\t--del: delete configuration\n\t--show: show configuration\n" +
  "\t--exec: execute command\n\t--help: display this help\nIf no command option is given then --add is assumed by default\n";

export async function importFile(call: Call, argv: readonly string[]): Promise<number> {
  const options = new OptionReader(
    argv,
    {
      short: "adseh",
      long: [
        { name: "add", value: "a" },
        { name: "del", value: "d" },
        { name: "show", value: "s" },
        { name: "exec", value: "e" },
        { name: "help", value: "h" },
      ],
    },
    (text) => call.err(text),
  );
  let action: ImportAction = "add";
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "a") action = "add";
    else if (option.value === "d") action = "del";
    else if (option.value === "s") action = "show";
    else if (option.value === "e") action = "exec";
    else {
      if (option.value === "h") call.out(IMPORT_HELP);
      return 0;
    }
  }
  const [name] = options.words;
  let source: string;
  if (name === undefined) source = call.readInput();
  else {
    try {
      source = await call.files.read(call.path(name));
    } catch (error) {
      const failure = fileFailure(error);
      call.err(printResult("yaml", "builder", -1, `cannot open '${name}': ${failure.text}`));
      return failure.errno;
    }
  }
  try {
    return importText(call.node, call, action, source);
  } catch (error) {
    if (error instanceof CrashError) return crash(call, "segmentation fault", error.message);
    throw error;
  }
}

const EXPORT_HELP =
  "export > FILE.yaml : export configuration\n\t--backup: export only what's necessary for reconfig\n\t--help: display this help\n";

export async function exportFile(call: Call, argv: readonly string[]): Promise<number> {
  const options = new OptionReader(
    argv,
    {
      short: "bh",
      long: [
        { name: "backup", value: "b" },
        { name: "help", value: "h" },
      ],
    },
    (text) => call.err(text),
  );
  let backup = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "b") backup = true;
    else {
      if (option.value === "h") call.out(EXPORT_HELP);
      return 0;
    }
  }
  const [name] = options.words;
  let text = "";
  const file: Output = { out: (more) => (text += more), err: (more) => call.err(more) };
  showNet(call.node, file, { net: undefined, detail: backup ? 1 : 2, backup });
  showRoutes(call.node, file, { net: undefined, gateway: undefined, detail: true, backup });
  // What the library shows comes last, in one piece; the results of what failed stand before it (golden/01_lnet/018).
  const session = new LibrarySession(call.node);
  const report = (rc: number): void => {
    call.err(session.stderr);
    session.stderr = "";
    if (rc === 0 || !session.errors) return;
    file.out(printTree(session.errors));
    session.errors = undefined;
  };
  report(showRouting(session, { backup }));
  // Peers go to standard output even if there is a file: golden/08_yaml/003.
  const peers: Output = name === undefined ? file : call;
  showPeers(call.node, peers, { nid: undefined, detail: backup ? 0 : 3, backup });
  showAllSettings(session, (rc) => {
    report(rc);
    return "go on";
  });
  report(showUdsp(session, { index: -1 }));
  if (session.show) file.out(printTree(session.show));
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
