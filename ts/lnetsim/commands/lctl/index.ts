// SPDX-License-Identifier: GPL-2.0-or-later
// lctl, the part of it that is about LNet (lnetconfig-api.md §4.3, golden/10_sys/036-057).
import { parseNid } from "../../../lnet/nid.ts";
import { EINVAL, ENETDOWN, strerror } from "../../errno.ts";
import { netOf } from "../../kernel/nid-text.ts";
import { addRule, deleteRules, type FaultKind, listRules } from "../../netlink/fault.ts";
import { NO_FAMILY } from "../../netlink/print.ts";
import { showRoutes } from "../../netlink/route.ts";
import { type Call, type Command, RealProgramWanted } from "../command.ts";
import { readRule, readRuleNids } from "../fault-options.ts";
import { runInteractively } from "../interactive.ts";
import { changeMask, clear, debugList, dump, mark } from "./debug-log.ts";
import { getParam, listParam, setParam } from "./params.ts";

/** What a failed reading of the NIs says while LNet is down (golden/01_lnet/096). */
function networkDown(call: Call): number {
  if (!call.node.lnet) call.err(NO_FAMILY);
  else call.err("Reader error: 'Unspecific failure' at 0\n");
  call.err(`IOC_LIBCFS_GET_NI error ${ENETDOWN}: ${strerror(ENETDOWN)}\n`);
  return 1;
}

function listNids(call: Call, argv: readonly string[]): number {
  const { lnet } = call.node;
  if (!lnet?.configured) return networkDown(call);
  for (const ni of lnet.allNis()) if (!ni.isLo || argv[1] === "all") call.out(`${ni.nid}\n`);
  return 0;
}

function network(call: Call, argv: readonly string[]): number {
  const [, word = ""] = argv;
  const { lnet } = call.node;
  const up = ["up", "configure"].includes(word);
  if (!up && !["down", "unconfigure"].includes(word)) {
    if (argv.length < 2) call.err("usage: network {tcp, o2ib, … | up | down}\n");
    return argv.length < 2 ? 1 : 0;
  }
  if (!lnet) {
    call.err("LNET is currently not loaded.");
    return 1;
  }
  if (!up) {
    const rc = lnet.unconfigure();
    call.out(rc === 0 ? "LNET ready to unload\n" : "LNET busy\n");
    return rc === 0 ? 0 : 1;
  }
  const rc = lnet.configure({ fromModuleParameters: true, large: false });
  if (rc === 0) call.out("LNET configured: New Created\n");
  else call.err(`LNET configure error ${-rc}: ${strerror(-rc)}\n`);
  return rc === 0 ? 0 : 1;
}

/** Of several NIDs of one node the nearest; what is printed is ours that talks to it (golden/10_sys/038). */
function whichNid(call: Call, argv: readonly string[]): number {
  const { lnet } = call.node;
  if (!lnet?.configured) return networkDown(call);
  for (const word of argv.slice(1)) {
    const nid = parseNid(word)?.text;
    if (nid === undefined) {
      call.err(`Can't parse NID ${word}\n`);
      return 1;
    }
    const own = lnet.findNet(netOf(nid))?.nis[0];
    if (!own) continue;
    call.out(`${own.nid}\n`);
    return 0;
  }
  call.err("Can't reach any of NIDs listed above\n");
  return 1;
}

function ping(call: Call, argv: readonly string[]): number {
  const [, word, seconds] = argv;
  if (word === undefined) {
    call.err("usage: ping nid [timeout [pid]]\n");
    return 1;
  }
  const nid = parseNid(word)?.text;
  if (nid === undefined) {
    call.err(`Can't parse NID "${word}"\n`);
    return 255;
  }
  const { lnet } = call.node;
  const timeoutMs = 1000 * (Number(seconds ?? 1) || 1);
  const answer = lnet?.configured ? lnet.ping(nid, { timeoutMs }) : undefined;
  const errno = answer?.errno ?? -ENETDOWN;
  if (!answer || errno !== 0) {
    // On standard output: golden/06_traffic/018.
    call.out(`failed to ping ${nid}: ${strerror(-errno)}\n`);
    return -errno;
  }
  call.out(`12345-0@lo\n${answer.nids.map((one) => `${one}\n`).join("")}`);
  return 0;
}

function routeList(call: Call): number {
  if (!call.node.lnet?.configured) {
    call.out("Unspecific failure\n");
    return 0;
  }
  return showRoutes(call.node, call, {
    net: undefined,
    gateway: undefined,
    detail: true,
    backup: false,
  });
}

/** Lists that an LND gives of one net. */
const listOf =
  (name: string, what: string) =>
  (call: Call, argv: readonly string[], net: string | undefined): number => {
    if (net === undefined) {
      call.err(`You must run '${argv[0]} <network>' command before 'network'\n`);
      return 1;
    }
    if (!call.node.lnet?.configured) {
      call.err(`Error getting ${what}: ${strerror(ENETDOWN)}: check dmesg.\n`);
      return 0;
    }
    call.err(`lctl: ${name} is not simulated\n`);
    return 1;
  };

const NET_COMMANDS = {
  peer_list: listOf("peer_list", "peer list"),
  conn_list: listOf("conn_list", "connection list"),
  interface_list: listOf("interface_list", "interface list"),
} as const;

function addFault(call: Call, argv: readonly string[], kind: FaultKind): number {
  const rule = readRule(call, argv, kind);
  return rule === undefined ? EINVAL : -addRule(call.node, call, rule);
}

function deleteFault(call: Call, argv: readonly string[], kind: FaultKind): number {
  const nids = readRuleNids(call, argv, kind);
  return nids === undefined ? EINVAL : -deleteRules(call.node, call, kind, nids.source, nids.destination);
}

function resetFault(call: Call, kind: FaultKind): number {
  call.node.lnet?.faults.reset(kind);
  return 0;
}

/** `net_drop_add`, or `net_drop add` as from 2.16 on. */
function faultCommands(kind: FaultKind): Record<string, Command> {
  const actions: Record<string, Command> = {
    add: (call, argv) => addFault(call, argv, kind),
    del: (call, argv) => deleteFault(call, argv, kind),
    list: (call) => listRules(call.node, call, kind),
    reset: (call) => resetFault(call, kind),
  };
  const group: Command = (call, argv) => {
    const action = actions[argv[1] ?? ""];
    if (action) return action(call, argv.slice(1));
    call.err(`usage: lctl net_${kind} {add | del | list | reset}\n`);
    return EINVAL;
  };
  return { [`net_${kind}`]: group, ...Object.fromEntries(Object.entries(actions).map(([name, run]) => [`net_${kind}_${name}`, run])) };
}

const COMMANDS: Readonly<Record<string, Command>> = {
  list_nids: listNids,
  network,
  net: network,
  which_nid: whichNid,
  ping,
  route_list: routeList,
  show_route: routeList,
  dk: dump,
  debug_kernel: dump,
  clear,
  mark,
  debug_list: debugList,
  filter: (call, argv) => changeMask(call, argv, false),
  show: (call, argv) => changeMask(call, argv, true),
  get_param: getParam,
  set_param: setParam,
  list_param: listParam,
  ...faultCommands("drop"),
  ...faultCommands("delay"),
};

export function lctl(call: Call, argv: readonly string[]): number | Promise<number> {
  let words = argv.slice(1);
  let net: string | undefined;
  if (words[0] === "--net") [, net, ...words] = words as [string, string | undefined, ...string[]];
  const [name] = words;
  if (name === "--version" || name === "version") {
    call.out(`lctl ${call.node.release}\n`);
    return 0;
  }
  const run = (line: readonly string[]): number | Promise<number> => {
    const [first = ""] = line;
    if (Object.hasOwn(NET_COMMANDS, first)) return NET_COMMANDS[first as keyof typeof NET_COMMANDS](call, line, net);
    const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
    if (command) return command(call, line);
    call.err(`lctl: '${first}' is not a valid command. See 'lctl --list-commands'.\n`);
    return -1;
  };
  if (name !== undefined) return run(words);
  // A word before the net would be a command: `lctl --net tcp` alone has none.
  if (net !== undefined) throw new RealProgramWanted();
  return runInteractively(call, (line) => {
    const [first, second] = line;
    if ((first === "network" || first === "net") && second !== undefined && !["up", "down", "configure", "unconfigure"].includes(second)) {
      net = second;
      return 0;
    }
    return run(line);
  });
}
