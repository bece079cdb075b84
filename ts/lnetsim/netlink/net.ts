// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl net add`, `del` and `show` of 2.17 (lnetconfig-api.md §3.4-3.7 for what the kernel does, golden/02_net for what is said).
import { type Interface, parseNet, parseNid } from "../../lnet/nid.ts";
import { EINVAL, ENETDOWN, ENODEV, ENOENT, ERANGE, ESRCH } from "../errno.ts";
import { type Counters, total } from "../kernel/counters.ts";
import type { Lnet } from "../kernel/lnet.ts";
import type { LndTunables, Net, Ni, Tunables } from "../kernel/ni.ts";
import type { SimulatedNode } from "../node.ts";
import {
  type Entry,
  errorDocument,
  FAILED,
  format,
  KERNEL_INDENT,
  libnlText,
  list,
  mapping,
  NO_FAMILY,
  type Output,
  type Verb,
  type Yaml,
} from "./print.ts";

export interface NetRequest {
  /** As it was written; undefined: none. */
  net: string | undefined;
  nid: string | undefined;
  interfaces: readonly Interface[];
  /** For all interfaces that name none themselves. */
  cpts: readonly number[] | undefined;
  tunables: Partial<Tunables>;
  lnd: LndTunables;
}

/** A request that the kernel refuses. */
interface Refusal {
  errno: number;
  text: string;
}

const MAX_CONNECTIONS = 127;

function refuse(output: Output, verb: Verb, { errno, text }: Refusal): number {
  output.err(errorDocument(verb, "net", errno, text));
  return FAILED;
}

/** Runs what needs the module; prints and returns lnetctl's result. */
function withLnet(node: SimulatedNode, output: Output, verb: Verb, run: (lnet: Lnet) => Refusal | undefined): number {
  if (!node.lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  const refusal = run(node.lnet);
  return refusal ? refuse(output, verb, refusal) : 0;
}

/** A blank before an interface's name reaches the kernel behind it (golden/02_net/090, of "eth0, eth1"). */
function sentName(name: string): string {
  const [blanks = ""] = /^ */.exec(name)!;
  return name.slice(blanks.length) + blanks;
}

function parsed(net: string): { name: string } | Refusal {
  const found = parseNet(net);
  if (found === undefined) return { errno: -ENOENT, text: "cannot parse net" };
  if (found.name === "lo") return { errno: -ENODEV, text: "setting @lo not allowed" };
  return { name: found.name };
}

// ---- add ----

/** Interfaces are added one by one; those before the one that fails stay. */
export function addNet(node: SimulatedNode, output: Output, request: NetRequest): number {
  if (request.nid === undefined) {
    if (request.net === undefined) {
      output.out("missing mandatory parameters in NI config: 'network'\n");
      return -EINVAL;
    }
    if (request.interfaces.length === 0) {
      output.out("creating a local NI needs at least one interface\n");
      return -EINVAL;
    }
  }
  return withLnet(node, output, "add", (lnet) => add(lnet, request));
}

function add(lnet: Lnet, request: NetRequest): Refusal | undefined {
  const nid = request.nid === undefined ? undefined : parseNid(request.nid);
  if (request.nid !== undefined && nid === undefined) return { errno: -EINVAL, text: "cannot parse NID" };
  const net = parsed(nid?.net.name ?? (request.net as string));
  if ("errno" in net) {
    if (net.errno === -ENOENT) lnet.log.error("api-ni.c:4020:lnet_dyn_add_ni()", "No valid net and lnd information provided");
    return net;
  }
  const connections = Number(request.lnd["conns_per_peer"] ?? 0);
  if (connections > MAX_CONNECTIONS) return { errno: -ERANGE, text: "failed to parse lnd tunables" };
  const { tunables, lnd } = request;
  const wanted: readonly (Interface | undefined)[] = request.interfaces.length > 0 ? request.interfaces : [undefined];
  for (const one of wanted) {
    const rc = lnet.addNi({
      net: net.name,
      interface: one === undefined ? undefined : sentName(one.name),
      nid: nid?.text,
      cpts: one?.cpts ?? request.cpts,
      tunables,
      lnd,
    });
    if (rc === 0) continue;
    if (rc === -EINVAL) return { errno: rc, text: "LND type not supported" };
    if (rc === -ERANGE) return { errno: rc, text: "invalid CPT value" };
    return { errno: rc, text: "cannot add LNet NI" };
  }
  return undefined;
}

/** Rules as text, which the kernel reads (§3.5). */
export function addIp2nets(node: SimulatedNode, output: Output, text: string): number {
  return withLnet(node, output, "add", (lnet) => {
    const rc = lnet.addIp2nets(text);
    return rc === 0 ? undefined : { errno: rc, text: "cannot setup ip2nets" };
  });
}

// ---- delete ----

export function deleteNet(node: SimulatedNode, output: Output, request: Pick<NetRequest, "net" | "nid" | "interfaces">): number {
  if (request.net === undefined && request.nid === undefined) {
    output.out("missing mandatory parameters in NI config: 'network'\n");
    return -EINVAL;
  }
  return withLnet(node, output, "del", (lnet) => remove(lnet, request));
}

function remove(lnet: Lnet, request: Pick<NetRequest, "net" | "nid" | "interfaces">): Refusal | undefined {
  const nid = request.nid === undefined ? undefined : parseNid(request.nid);
  if (request.nid !== undefined && nid === undefined) return { errno: -EINVAL, text: "cannot parse NID" };
  const written = nid?.net.name ?? (request.net as string);
  const found = parsed(written);
  // What is no name of a net is one that there is not (read in api-ni.c).
  const net = "name" in found ? found : found.errno === -ENOENT ? { name: written } : undefined;
  if (!net) return found as Refusal;
  if (nid !== undefined) {
    const rc = lnet.deleteNi({ net: net.name, nid: nid.text });
    return rc === 0 ? undefined : { errno: rc, text: "cannot del LNet NI" };
  }
  const known = lnet.findNet(net.name);
  if (request.interfaces.length === 0) {
    // A net that there is not is EINVAL here, and no line in the kernel log (golden/02_net/076, 090).
    const rc = lnet.configured && !known ? -EINVAL : lnet.deleteNet(net.name);
    return rc === 0 ? undefined : { errno: rc, text: "cannot del network" };
  }
  if (lnet.configured && !known) return { errno: -ENODEV, text: "LNet net doesn't exist" };
  for (const { name } of request.interfaces) {
    const rc = lnet.deleteNi({ net: net.name, interface: sentName(name) });
    if (rc !== 0) return { errno: rc === -ENOENT ? -ENODEV : rc, text: "cannot del LNet NI" };
  }
  return undefined;
}

// ---- set ----

export interface NiSetting {
  /** undefined: all. */
  nid: string | undefined;
  /** Below 0: as it is. */
  health: number;
  connections: number;
}

/** A NID that is none of ours changes nothing, and is no error (golden/02_net/065). */
export function setNis(node: SimulatedNode, output: Output, { nid, health, connections }: NiSetting): number {
  return withLnet(node, output, "set", (lnet) => {
    if (!lnet.configured) return { errno: -ENETDOWN, text: "Network is down" };
    if (connections > MAX_CONNECTIONS) return { errno: -ERANGE, text: "failed to parse lnd tunables" };
    // Connections are checked and then forgotten by 2.17.0: golden/02_net/067, 13_router/011.
    if (health >= 0) lnet.setNiHealth(nid === undefined ? "all" : (parseNid(nid)?.text ?? ""), health);
    return undefined;
  });
}

// ---- show ----

export interface NetShow {
  /** As it was written; undefined: all. */
  net: string | undefined;
  /** 0 … 4; more is 4. */
  detail: number;
  /** Only what a later import needs. */
  backup: boolean;
}

export function showNet(node: SimulatedNode, output: Output, show: NetShow): number {
  return withLnet(node, output, "show", (lnet) => {
    if (!lnet.configured) return { errno: -ENETDOWN, text: libnlText(-ENETDOWN) };
    const filter = show.net === undefined ? undefined : parseNet(show.net);
    // What is refused before a dump begins has libnl's words, not the kernel's: as golden/01_lnet/008.
    if (show.net !== undefined && filter === undefined) return { errno: -ENOENT, text: libnlText(-ENOENT) };
    const nets = lnet.nets.filter(({ name }) => (filter === undefined || name === filter.name) && !(show.backup && name === "lo"));
    if (nets.length === 0 && filter !== undefined) return { errno: -ESRCH, text: "Network is down" };
    if (nets.length > 0) output.out(format([["net", list(nets.map((net) => netTree(net, show)))]], KERNEL_INDENT));
    return undefined;
  });
}

function netTree(net: Net, show: NetShow): Yaml {
  return mapping(["net type", net.name], ["local NI(s)", list(net.nis.map((ni) => niTree(ni, show)))]);
}

/** Counters as a mapping, in the order in which they stand. */
export function numbers(values: object): Yaml {
  return { entries: Object.entries(values).map(([key, value]): Entry => [key, `${value as number}`]) };
}

export function numbered(prefix: string, values: readonly string[]): Yaml {
  return { entries: values.map((value, index): Entry => [`${prefix}${index}`, value]) };
}

/** Keys and their order: §3.7. */
function niTree(ni: Ni, { detail, backup }: NetShow): Yaml {
  const entries: Entry[] = [];
  if (!backup) entries.push(["nid", ni.nid], ["status", ni.status]);
  if (ni.interfaces.length > 0) entries.push(["interfaces", numbered("", ni.interfaces)]);
  if (!backup) {
    if (detail >= 1) entries.push(["statistics", statistics(ni.counters)]);
    if (detail >= 4) entries.push(["udsp info", udspInfo(ni.udsp)]);
    if (detail >= 2) {
      const { health } = ni;
      entries.push(...messages(ni.counters), [
        "health stats",
        numbers({
          fatal_error: ni.fatalError ? 1 : 0,
          "health value": health,
          interrupts: ni.healthStats.interrupts,
          dropped: ni.healthStats.dropped,
          aborted: ni.healthStats.aborted,
          "no route": ni.healthStats.noRoute,
          timeouts: ni.healthStats.timeouts,
          error: ni.healthStats.error,
          ping_count: ni.pingCount,
          next_ping: ni.nextPing,
        }),
      ]);
    }
  }
  if (detail >= 1 || backup) {
    const { peerTimeout, peerCredits, peerBufferCredits, credits } = ni.tunables;
    entries.push([
      "tunables",
      numbers({ peer_timeout: peerTimeout, peer_credits: peerCredits, peer_buffer_credits: peerBufferCredits, credits }),
    ]);
    // A time-out is not among what a backup has: it is the module's (golden/08_yaml/002).
    const lnd = Object.entries(ni.lnd).filter(([key]) => !(backup && key === "timeout"));
    if (lnd.length > 0) entries.push(["lnd tunables", numbers(Object.fromEntries(lnd))]);
    if (!backup) entries.push(["dev cpt", `${ni.deviceCpt}`]);
    entries.push(["CPT", `"[${ni.cpts.join(",")}]"`]);
  }
  return { entries };
}

export function statistics(counters: Counters): Yaml {
  return numbers({ send_count: total(counters.sent), recv_count: total(counters.received), drop_count: total(counters.dropped) });
}

export function messages(counters: Counters): Entry[] {
  return [
    ["sent_stats", numbers(counters.sent)],
    ["received_stats", numbers(counters.received)],
    ["dropped_stats", numbers(counters.dropped)],
  ];
}

export function udspInfo(info: { netPriority: number; nidPriority: number }): Yaml {
  // Lists of preferred NIDs are not shown by 2.17.0 (golden/34_udsp/facts.md).
  return numbers({ "net priority": info.netPriority, "nid priority": info.nidPriority });
}
