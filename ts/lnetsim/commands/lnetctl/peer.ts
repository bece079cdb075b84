// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl peer` of 2.17 (lnetconfig-api.md §4.1, golden/03_peer).
import { EINVAL } from "../../errno.ts";
import { addPeer, deletePeer, listPeers, setPeer, showPeers } from "../../netlink/peer.ts";
import type { Call } from "../command.ts";
import { crash } from "../crash.ts";
import { OptionReader, parseLong } from "../options.ts";
import { printResult } from "./library.ts";
import { detailOf } from "./net.ts";
import { BAD_OPTION, commandGroup, helpInstead, type SubCommand, unknownOption } from "./tree.ts";

function change(call: Call, argv: readonly string[], name: "add" | "del"): number {
  const instead = helpInstead(call, PEER, "peer", name, 2, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: name === "add" ? "k:n:mfl" : "k:n:f",
      long: [
        { name: "prim_nid", argument: "required", value: "k" },
        { name: "nid", argument: "required", value: "n" },
        ...(name === "add"
          ? [
              { name: "non_mr", value: "m" },
              { name: "lock_prim", value: "l" },
            ]
          : [{ name: "force", value: "f" }]),
      ],
    },
    (text) => call.err(text),
  );
  let primaryNid: string | undefined;
  let nids: string | undefined;
  let force = false;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "k") primaryNid = option.argument;
    else if (option.value === "n") nids = option.argument;
    else if (option.value === "l" || option.value === "f") force = true;
    else if (option.value !== "m") return unknownOption(call, PEER, "peer", name);
  }
  if (primaryNid?.includes("[")) return crash(call, "segmentation fault", "a range as primary NID");
  // golden/03_peer/035: one that cannot be parsed behind one that can.
  if (nids !== undefined && /@[^,]*,([^@]*)$/.test(nids))
    return crash(call, "segmentation fault", "a list of NIDs that ends with what is none");
  return (name === "add" ? addPeer : deletePeer)(call.node, call, { primaryNid, nids, force });
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, PEER, "peer", "show", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "n:v",
      long: [
        { name: "nid", argument: "required", value: "n" },
        { name: "verbose", argument: "optional", value: "v" },
      ],
    },
    (text) => call.err(text),
  );
  let nid: string | undefined;
  let detail = 0;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") nid = option.argument;
    else if (option.value === "v") detail = detailOf(options, option.argument);
    else return unknownOption(call, PEER, "peer", "show");
  }
  return showPeers(call.node, call, { nid, detail, backup: false });
}

function showList(call: Call, argv: readonly string[]): number {
  return helpInstead(call, PEER, "peer", "list", 0, argv) ?? listPeers(call.node, call);
}

function set(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, PEER, "peer", "set", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "n:t:s:a",
      long: [
        { name: "nid", argument: "required", value: "n" },
        { name: "health", argument: "required", value: "t" },
        { name: "state", argument: "required", value: "s" },
        { name: "all", value: "a" },
      ],
    },
    (text) => call.err(text),
  );
  let nid: string | undefined;
  let all = false;
  let health = -1;
  let state = -1;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") nid = option.argument;
    else if (option.value === "a") all = true;
    else if (option.value === "t") health = parseLong(option.argument) ?? -1;
    else if (option.value === "s") state = parseLong(option.argument) ?? -1;
    else {
      call.err(printResult("net", "set", -EINVAL, BAD_OPTION));
      return -EINVAL;
    }
  }
  if (!all && nid === undefined && health < 0 && state < 0) return 0;
  const rc = setPeer(call.node, call, {
    nid: all ? undefined : (nid ?? ""),
    health: health < 0 ? undefined : health,
    state: state < 0 ? undefined : state,
  });
  // The block says "net": so does the real one (golden/03_peer/069).
  if (rc !== 0) call.err(printResult("net", "set", rc, ""));
  return rc;
}

/** The help of both releases. */
export const PEER_HELP = {
  add:
    "add a peer NID\n" +
    "\t--prim_nid: Primary NID of the peer.\n" +
    "\t--nid: one or more peer NIDs\n" +
    "\t--non_mr: create this peer as not Multi-Rail capable\n" +
    "\t--ip2nets: specify a range of nids per peer\n" +
    "\t--lock_prim: lock primary nid\n",
  del:
    "delete a peer NID\n" +
    "\t--prim_nid: Primary NID of the peer.\n" +
    "\t--nid: list of NIDs to remove. If none provided,\n" +
    "\t       peer is deleted\n" +
    "\t--ip2nets: specify a range of nids per peer\n" +
    "\t--force: force-delete locked primary NID\n",
  show:
    "show peer information\n" +
    "\t--nid: NID of peer to filter on.\n" +
    "\t--verbose: display detailed output per peer. Optional argument of '2' outputs more stats\n",
  set:
    "set peer ni specific parameter\n" +
    "\t--nid: Peer NI NID to set the\n" +
    "\t--health: specify health value to set\n" +
    "\t--all: set all peer_nis values to the one specified\n" +
    "\t--state: set peer state (DANGEROUS: for test/debug only)\n",
};

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
  { name: "list", help: "list all peers\n", run: showList },
  {
    name: "set",
    help: PEER_HELP.set,
    run: set,
  },
];

export const peer = commandGroup("peer", PEER);
