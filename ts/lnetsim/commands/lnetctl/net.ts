// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl net` of 2.17: what it makes of its options (lnetconfig-api.md §4.1, golden/02_net).
import { type Interface, parseCpts, parseInterfaces } from "../../../lnet/nid.ts";
import { parseNid } from "../../../lnet/nid-text.ts";
import { EINVAL } from "../../errno.ts";
import type { LndTunables, Tunables } from "../../kernel/ni.ts";
import { addIp2nets, addNet, deleteNet, setNis, showNet } from "../../netlink/net.ts";
import type { Call } from "../command.ts";
import { crash } from "../crash.ts";
import { OptionReader, parseLong } from "../options.ts";
import { printResult, setLndTimeout } from "./library.ts";
import { BAD_OPTION, commandGroup, helpInstead, type SubCommand, unknownOption } from "./tree.ts";

/** What --if says, or undefined after the error has been printed. */
function interfacesOf(call: Call, text: string): Interface[] | undefined {
  const interfaces = parseInterfaces(text);
  if (Array.isArray(interfaces)) return interfaces;
  call.err(printResult("ni", "add", -1, "bad interface list"));
  return undefined;
}

const ADD_OPTIONS = {
  short: "a:b:c:i:k:m:n:p:r:s:t:T:",
  long: [
    { name: "auth-key", argument: "required", value: "a" },
    { name: "peer-buffer-credits", argument: "required", value: "b" },
    { name: "peer-credits", argument: "required", value: "c" },
    { name: "if", argument: "required", value: "i" },
    { name: "skip-mr-route-setup", value: "K" },
    { name: "conns-per-peer", argument: "required", value: "m" },
    { name: "nid", argument: "required", value: "N" },
    { name: "net", argument: "required", value: "n" },
    { name: "ip2net", argument: "required", value: "p" },
    { name: "credits", argument: "required", value: "r" },
    { name: "cpt", argument: "required", value: "s" },
    { name: "peer-timeout", argument: "required", value: "t" },
    { name: "traffic-class", argument: "required", value: "T" },
    { name: "tos", argument: "required", value: "S" },
  ],
} as const;

function add(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "add", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(argv, ADD_OPTIONS, (text) => call.err(text));
  const tunables: Partial<Tunables> = {};
  const lnd: LndTunables = {};
  let net: string | undefined;
  let nid: string | undefined;
  let ip2net: string | undefined;
  let interfaces: Interface[] = [];
  let cpts: number[] | undefined;
  for (let option = options.next(); option; option = options.next()) {
    const argument = option.argument as string;
    // What is no number is left out without a word (golden/02_net/049).
    const number = parseLong(argument);
    switch (option.value) {
      case "n":
        net = argument;
        break;
      case "N":
        nid = argument;
        break;
      case "p":
        ip2net = argument;
        break;
      case "i": {
        const more = interfacesOf(call, argument);
        if (more === undefined) return -EINVAL;
        interfaces = [...interfaces, ...more];
        break;
      }
      case "s":
        cpts = parseCpts(argument);
        break;
      case "b":
        if (number !== undefined) tunables.peerBufferCredits = number;
        break;
      case "c":
        if (number !== undefined) tunables.peerCredits = number;
        break;
      case "r":
        if (number !== undefined) tunables.credits = number;
        break;
      case "t":
        if (number !== undefined) tunables.peerTimeout = number;
        break;
      case "m":
        if (number !== undefined) lnd["conns_per_peer"] = number;
        break;
      case "S":
        if (number !== undefined) lnd["tos"] = number;
        break;
      case "a":
        if (number !== undefined) lnd["auth_key"] = number;
        break;
      case "T":
        lnd["traffic_class"] = argument;
        break;
      case "K":
      case "k":
        break;
      default:
        return unknownOption(call, NET, "net", "add");
    }
  }
  if (nid !== undefined && net !== undefined) {
    call.out("--net is invalid with --nid option\n");
    return -EINVAL;
  }
  if (ip2net !== undefined) {
    // golden/02_net/059: brackets in a text for the kernel.
    if (ip2net.includes("[")) return crash(call, "segmentation fault", "a range in --ip2net");
    return addIp2nets(call.node, call, ip2net);
  }
  return addNet(call.node, call, { net, nid, interfaces, cpts, tunables, lnd });
}

function remove(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "del", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "n:i:",
      long: [
        { name: "net", argument: "required", value: "n" },
        { name: "if", argument: "required", value: "i" },
        { name: "nid", argument: "required", value: "N" },
      ],
    },
    (text) => call.err(text),
  );
  let net: string | undefined;
  let nid: string | undefined;
  let interfaces: Interface[] = [];
  for (let option = options.next(); option; option = options.next()) {
    const argument = option.argument as string;
    if (option.value === "n") net = argument;
    else if (option.value === "N") nid = argument;
    else if (option.value === "i") {
      const more = interfacesOf(call, argument);
      if (more === undefined) return -EINVAL;
      interfaces = [...interfaces, ...more];
    } else return unknownOption(call, NET, "net", "del");
  }
  if (nid !== undefined && net !== undefined) {
    call.out("--net is invalid with --nid option\n");
    return -EINVAL;
  }
  return deleteNet(call.node, call, { net, nid, interfaces });
}

/** `--verbose` and `-v`: the next word is its number if it does not begin with a dash; what is none counts as 1 (golden/02_net/014). */
export function detailOf(options: OptionReader, argument: string | undefined): number {
  let text = argument;
  if (text === undefined && !(options.peek() ?? "-").startsWith("-")) text = options.take();
  return parseLong(text) ?? 1;
}

function show(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "show", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "n:v",
      long: [
        { name: "net", argument: "required", value: "n" },
        { name: "verbose", argument: "optional", value: "v" },
      ],
    },
    (text) => call.err(text),
  );
  let net: string | undefined;
  let detail = 0;
  for (let option = options.next(); option; option = options.next()) {
    if (option.value === "n") net = option.argument;
    else if (option.value === "v") detail = detailOf(options, option.argument);
    else return unknownOption(call, NET, "net", "show");
  }
  return showNet(call.node, call, { net, detail, backup: false });
}

function set(call: Call, argv: readonly string[]): number {
  const instead = helpInstead(call, NET, "net", "set", 0, argv);
  if (instead !== undefined) return instead;
  const options = new OptionReader(
    argv,
    {
      short: "t:n:m:a",
      long: [
        { name: "nid", argument: "required", value: "n" },
        { name: "health", argument: "required", value: "t" },
        { name: "conns-per-peer", argument: "required", value: "m" },
        { name: "lnd-timeout", argument: "required", value: "l" },
        { name: "net", argument: "required", value: "N" },
        { name: "all", value: "a" },
      ],
    },
    (text) => call.err(text),
  );
  let nid: string | undefined;
  let net: string | undefined;
  let all = false;
  let health = -1;
  let connections = -1;
  let timeout: number | undefined;
  const fail = (rc: number, description = ""): number => {
    call.err(printResult("net", "set", rc, description));
    return rc;
  };
  for (let option = options.next(); option; option = options.next()) {
    const number = parseLong(option.argument);
    if (option.value === "n") nid = option.argument;
    else if (option.value === "N") net = option.argument;
    else if (option.value === "a") all = true;
    else if (option.value === "t") health = number ?? -1;
    else if (option.value === "m") connections = number ?? -1;
    else if (option.value === "l") timeout = number ?? -1;
    else return fail(-EINVAL, BAD_OPTION);
  }
  if (timeout !== undefined) {
    if (net === undefined) return fail(-EINVAL, '"Specified --lnd-timeout without --net option"');
    if (timeout < 0) return fail(-EINVAL, `"Invalid LND timeout value '${timeout}', must be >= 0"`);
    const rc = setLndTimeout(call, timeout, net);
    return rc === 0 ? 0 : fail(rc);
  }
  if (!all && nid !== undefined && parseNid(nid) === undefined) return fail(-EINVAL);
  if (health < 0 && connections < 0) return 0;
  const rc = setNis(call.node, call, { nid: all ? undefined : nid, health, connections });
  return rc === 0 ? 0 : fail(rc);
}

const NET: readonly SubCommand[] = [
  {
    name: "add",
    help:
      "add a network\n" +
      "\t--net: net name (e.g. tcp0)\n" +
      "\t--if: physical interface (e.g. eth0)\n" +
      "\t--nid: bring up NI based on the address of the specified LNet NID\n" +
      "\t--ip2net: specify networks based on IP address patterns\n" +
      "\t--peer-timeout: time to wait before declaring a peer dead\n" +
      "\t--peer-credits: define the max number of inflight messages\n" +
      "\t--peer-buffer-credits: the number of buffer credits per peer\n" +
      "\t--credits: Network Interface credits\n" +
      "\t--cpt: CPU Partitions configured net uses (e.g. [0,1]\n" +
      "\t--conns-per-peer: number of connections per peer\n" +
      "\t--skip-mr-route-setup: do not add linux route for the ni\n" +
      "\t--auth-key: Network authorization key (kfilnd only)\n" +
      "\t--traffic-class: Traffic class (kfilnd only)\n" +
      "\t--tos: IP's Type of Service\n",
    run: add,
  },
  {
    name: "del",
    help:
      "delete a network\n" +
      "\t--net: net name (e.g. tcp0)\n" +
      "\t--nid: shutdown NI based on the address of the specified LNet NID\n" +
      "\t--if: physical interface (e.g. eth0)\n",
    run: remove,
  },
  {
    name: "show",
    help:
      "show networks\n" +
      "\t--net: net name (e.g. tcp0) to filter on\n" +
      "\t--verbose: display detailed output per network. Optional argument of '2' outputs more stats\n",
    run: show,
  },
  {
    name: "set",
    help:
      "set local NI specific parameter\n" +
      "\t--nid: NI NID to set the value on\n" +
      "\t--net: network to set the value on (e.g. tcp, o2ib, kfi)\n" +
      "\t--lnd-timeout: set LND timeout (seconds) for LND used by --net argument\n" +
      "\t--health: specify health value to set\n" +
      "\t--conns-per-peer: number of connections per peer\n" +
      "\t--all: set all NIs value to the one specified\n",
    run: set,
  },
];

export const net = commandGroup("net", NET);
