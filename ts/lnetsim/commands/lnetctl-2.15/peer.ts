// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl peer`, `ping` and `discover` of 2.15: by the library (golden/20_v2_15_8).
import { ADD_COMMAND, DELETE_COMMAND } from "../../library/codes.ts";
import { configHealth } from "../../library/health.ts";
import { listPeer, modifyPeer, setPeerState, showPeer } from "../../library/peer.ts";
import { discoverNid, pingNid } from "../../library/ping.ts";
import { LibrarySession } from "../../library/session.ts";
import { printTree } from "../../library/tree.ts";
import type { Call } from "../command.ts";
import { callLibrary } from "../lnetctl/library.ts";
import { PEER_HELP } from "../lnetctl/peer.ts";
import { commandGroup, helpInstead, type SubCommand } from "../lnetctl/tree.ts";
import { readOptions } from "./options.ts";

function change(call: Call, argv: readonly string[], name: "add" | "del"): number {
  const instead = helpInstead(call, PEER, "peer", name, 2, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, [
    "prim_nid k",
    "nid n",
    "ip2nets i",
    ...(name === "add" ? ["non_mr m.", "lock_prim l."] : ["force f."]),
  ]);
  if (!given) return 0;
  return callLibrary(call, (session) =>
    modifyPeer(session, {
      primaryNid: given.text("k"),
      nids: given.text("n"),
      multiRail: !given.has("m"),
      command: name === "add" ? ADD_COMMAND : DELETE_COMMAND,
      force: given.has("l") || given.has("f"),
    }),
  );
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, PEER, "peer", "show", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["nid n", "verbose v?"]);
  if (!given) return 0;
  return callLibrary(call, (session) => showPeer(session, { nid: given.text("n"), detail: given.int("v", 0) }));
}

function set(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, PEER, "peer", "set", 0, argv);
  if (instead !== undefined) return instead;
  const given = readOptions(call, argv, ["nid n", "health t", "state s", "all a."]);
  if (!given) return 0;
  return callLibrary(call, (session) => {
    const nid = given.text("n");
    const rc = given.has("t") ? configHealth(session, "peer_ni", { value: given.int("t", -1), all: given.has("a"), nid }) : 0;
    const more = given.has("s") ? setPeerState(session, { state: given.int("s", -1), nid }) : 0;
    return rc !== 0 ? rc : more;
  });
}

const PEER: readonly SubCommand[] = [
  {
    name: "add",
    help: PEER_HELP.add,
    run: (call, argv) => change(call, argv, "add"),
  },
  {
    name: "del",
    help: PEER_HELP.del,
    run: (call, argv) => change(call, argv, "del"),
  },
  {
    name: "show",
    help: PEER_HELP.show,
    run: show,
  },
  {
    name: "list",
    help: "list all peers\n",
    run: (call, argv) => helpInstead(call, PEER, "peer", "list", 0, argv) ?? callLibrary(call, (session) => listPeer(session)),
  },
  {
    name: "set",
    help: PEER_HELP.set,
    run: set,
  },
];

export const peer = commandGroup("peer", PEER);

/** Each word is a call; what they show comes out in one piece, what failed in another. The status is the last call's. */
function forEachWord(call: Call, words: readonly string[], run: (session: LibrarySession, nids: string) => number): number {
  if (words.length === 0) {
    call.out("Missing nid argument\n");
    return -1;
  }
  const session = new LibrarySession(call.node);
  let rc = 0;
  for (const nids of words) rc = run(session, nids);
  call.err(session.stderr);
  if (session.show) call.out(printTree(session.show));
  if (session.errors) call.err(printTree(session.errors));
  return rc;
}

export function ping(call: Call, argv: readonly string[]): number {
  const given = readOptions(call, argv, ["help h.", "timeout t", "source s"]);
  if (!given) return 0;
  if (given.has("h")) {
    call.out("ping nid[,nid,...]\n\t --source: source nid\n\t --timeout: ping timeout\n\t --help: display this help\n");
    return 0;
  }
  const timeoutMs = given.has("t") ? 1000 * given.int("t", 0) : 1000;
  return forEachWord(call, given.words, (session, nids) => pingNid(session, { nids, source: given.text("s"), timeoutMs }));
}

export function discover(call: Call, argv: readonly string[]): number {
  const given = readOptions(call, argv, ["help h.", "force f."]);
  if (!given) return 0;
  if (given.has("h")) {
    call.out("discover nid[,nid,...]\n\t --force: force discovery\n\t --help: display this help\n");
    return 0;
  }
  return forEachWord(call, given.words, (session, nids) => discoverNid(session, { nids, force: given.has("f") }));
}
