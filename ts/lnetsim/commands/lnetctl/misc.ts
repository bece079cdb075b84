// SPDX-License-Identifier: GPL-2.0-or-later
// The single commands of lnetctl 2.17: lnet, ping, discover, debug and what calculates something (lnetconfig-api.md §4.1).
import { ENOENT, strerror } from "../../errno.ts";
import { calcServiceId, runSetup } from "../../library/host.ts";
import { debugNidlist } from "../../library/nids.ts";
import { showPeerDebugInfo } from "../../library/peer.ts";
import { LibrarySession } from "../../library/session.ts";
import { changeState } from "../../netlink/lnet.ts";
import { discover as discoverNids, ping as pingNids } from "../../netlink/ping.ts";
import { showCptOfNid, showRecovery } from "../../netlink/recovery.ts";
import type { Call } from "../command.ts";
import { OptionReader, parseLong } from "../options.ts";
import { callLibrary } from "./library.ts";
import { commandGroup, helpInstead, printHelp, type SubCommand } from "./tree.ts";

function configure(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, LNET, "lnet", "configure", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "al",
      long: [
        { name: "all", value: "a" },
        { name: "large", value: "l" },
      ],
    },
    (text) => call.err(text),
  );
  let all = false;
  let large = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "a") all = true;
    else if (option.value === "l") large = true;
    else return 0;
  }
  return changeState(call.node, call, { up: true, fromModuleParameters: all, large });
}

function unconfigure(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, LNET, "lnet", "unconfigure", 0, argv);
  if (instead !== undefined) return instead;
  return changeState(call.node, call, { up: false, fromModuleParameters: false, large: false });
}

const LNET: readonly SubCommand[] = [
  {
    name: "configure",
    help: "configure lnet\n\t--all: load NI configuration from module parameters\n\t--large: start LNet with large NIDs\n",
    run: configure,
  },
  { name: "unconfigure", help: "unconfigure lnet\n", run: unconfigure },
];

export const lnet = commandGroup("lnet", LNET);

// ---- ping, discover ----

export function ping(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(
    argv,
    {
      short: "hs:t:",
      long: [
        { name: "help", value: "h" },
        { name: "timeout", argument: "required", value: "t" },
        { name: "source", argument: "required", value: "s" },
      ],
    },
    (text) => call.err(text),
  );
  // Without the option there is no limit but LNet's own (golden/35_faults/013, 015: answers of almost 3 s; 010: with a transaction time-out of 2 s, 3 s for one that is lost).
  let timeoutMs: number | undefined;
  let source: string | undefined;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "t") timeoutMs = 1000 * (parseLong(option.argument) ?? 0);
    else if (option.value === "s") source = option.argument;
    else {
      if (option.value === "h")
        call.out("ping nid[,nid,...]\n\t --source: source nid\n\t --timeout: ping timeout\n\t --help: display this help\n");
      return 0;
    }
  }
  return pingNids(call.node, call, options.words, { source, timeoutMs });
}

export function discover(call: Call, argv: readonly string[]): number {
  const options = new OptionReader(
    argv,
    {
      short: "hf",
      long: [
        { name: "help", value: "h" },
        { name: "force", value: "f" },
      ],
    },
    (text) => call.err(text),
  );
  let force = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "f") force = true;
    else {
      if (option.value === "h") call.out("discover nid[,nid,...]\n\t --force: force discovery\n\t --help: display this help\n");
      return 0;
    }
  }
  if (options.words.length === 0) {
    call.out("Missing nid argument\n");
    return -1;
  }
  return discoverNids(call.node, call, options.words, { force });
}

// ---- debug ----

function recovery(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, DEBUG, "debug", "recovery", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "lp",
      long: [
        { name: "local", value: "l" },
        { name: "peer", value: "p" },
      ],
    },
    (text) => call.err(text),
  );
  let which: "local" | "peer" | undefined;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "l") which = "local";
    else if (option.value === "p") which = "peer";
    else return 0;
  }
  if (which === undefined) {
    printHelp(call, DEBUG, "debug", "recovery");
    return -22;
  }
  return showRecovery(call.node, call, which);
}

function debugPeer(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, DEBUG, "debug", "peer", 2, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(argv, { short: "k:", long: [{ name: "nid", argument: "required", value: "k" }] }, (text) =>
    call.err(text),
  );
  let nid: string | null = null;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value !== "k") return 0;
    nid = option.argument ?? null;
  }
  return callLibrary(call, (session) => showPeerDebugInfo(session, { nid }));
}

function nidlist(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, DEBUG, "debug", "nidlist", 2, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(argv, { short: "n:", long: [{ name: "nid", argument: "required", value: "n" }] }, (text) =>
    call.err(text),
  );
  let nid: string | null = null;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value !== "n") return 0;
    nid = option.argument ?? null;
  }
  return callLibrary(call, (session) => debugNidlist(session, options.words.join(" "), nid));
}

const DEBUG: readonly SubCommand[] = [
  {
    name: "recovery",
    help: "list NIs in recovery\n\t--local: list local recovery queue\n\t--peer: list peer_ni recovery queue\n",
    run: recovery,
  },
  { name: "peer", help: "display peer debug info\n\t--nid: peer's NID\n", run: debugPeer },
  { name: "nidlist", help: "parse and print a list of NIDs\n\t--nid: a NID to match with the list\n", run: nidlist },
];

export const debug = commandGroup("debug", DEBUG);

// ---- what calculates, what sets the host up ----

export function serviceId(call: Call): number {
  const session = new LibrarySession(call.node);
  const rc = calcServiceId(session);
  if (rc === 0) {
    call.out(`service_id:\n    value: 0x${BigInt(String(session.values["service_id"])).toString(16)}\n`);
    return 0;
  }
  call.err(`error:\n    msg: "cannot get service port: ${strerror(ENOENT)} (-${ENOENT})"\n`);
  return rc;
}

function cptOfNid(call: Call, argv: readonly string[]): number {
  return helpInstead(call, [CPT_OF_NID], "", "cpt-of-nid", 2, argv) ?? showCptOfNid(call.node, call, argv.slice(1));
}

export const CPT_OF_NID: SubCommand = {
  name: "cpt-of-nid",
  help: "Calculate the CPTs associated with NIDs\n usage:\n\tlnetctl cpt-of-nid nid[ nid ...]\n",
  run: cptOfNid,
};

export const setup =
  (entity: "setup-mrrouting" | "setup-sysctl") =>
  (call: Call): number =>
    callLibrary(call, (session) => runSetup(session, entity));
