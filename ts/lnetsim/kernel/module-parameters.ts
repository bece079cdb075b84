// SPDX-License-Identifier: GPL-2.0-or-later
// The module parameters that configure LNet when it starts, in the syntax that the kernel itself reads (lnetconfig-api.md §3.5): `networks`, `ip2nets`, `routes`, `forwarding`.
// What cannot be read is shown in the kernel log with its place (golden/02_net/090).
import {
  matchesIpv4Pattern,
  type Network,
  parseCpts,
  parseIpv4,
  parseIpv4Pattern,
  parseNetworks,
  splitOutsideBrackets,
} from "../../lnet/nid.ts";
import { EINVAL, ENOENT } from "../errno.ts";
import type { KernelLog } from "../host/kernel-log.ts";
import type { Lnet } from "./lnet.ts";
import { HOPS_UNDEFINED } from "./route.ts";

/** What is wrong with a text, and where in it. */
class SyntaxProblem extends Error {
  constructor(
    readonly offset: number,
    readonly width: number,
  ) {
    super("syntax");
  }
}

function showProblem(log: KernelLog, name: string, text: string, { offset, width }: SyntaxProblem): void {
  log.consoleError(`Error parsing '${name}="${text}"'`);
  log.consoleError(`here...........${".".repeat(name.length)}..${".".repeat(offset)}|${"-".repeat(Math.max(0, width - 1))}|`);
}

/** LNet starts: NIs, routes and routing of the module parameters. 0, or the first error; the caller stops what has begun. */
export function startFromModuleParameters(lnet: Lnet): number {
  const read = (name: string): string => (lnet.node.modules.readParameter("lnet", name) ?? "").trim();
  const networks = read("networks");
  const ip2nets = read("ip2nets");
  if (networks !== "" && ip2nets !== "") {
    lnet.log.consoleError("Please specify EITHER 'networks' or 'ip2nets' but not both at once");
    return -EINVAL;
  }
  let rc = ip2nets !== "" ? startIp2nets(lnet, ip2nets) : startNetworks(lnet, networks === "" ? "tcp" : networks, "networks");
  if (rc === 0) rc = startRoutes(lnet, read("routes"));
  if (rc === 0 && read("forwarding") === "enabled") rc = lnet.routing.enableAtStart();
  return rc;
}

/** `networks`: NIs in its order; the first that cannot start ends it. */
function startNetworks(lnet: Lnet, text: string, name: string, whole = text): number {
  let networks: Network[];
  try {
    networks = readNetworks(text);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem)) throw problem;
    showProblem(lnet.log, name, whole, problem);
    return -EINVAL;
  }
  for (const { net, interfaces, cpts } of networks) {
    const wanted = interfaces.length > 0 ? interfaces : [{ name: undefined, cpts: undefined }];
    for (const one of wanted) {
      const rc = lnet.addNi({ net, interface: one.name, cpts: one.cpts ?? cpts });
      if (rc !== 0) return rc;
    }
  }
  return 0;
}

/** `ip2nets`, as parameter or by `net add --ip2net`: the networks of the rules that match an address of this node. */
export function startIp2nets(lnet: Lnet, text: string): number {
  const { log } = lnet;
  log.warning(
    "config.c:1575:lnet_parse_ip2nets()",
    "Kernel parsing of ip2nets is deprecated. Consider converting to LNet YAML configuration.",
  );
  const addresses = lnet.node.nics
    .list()
    .flatMap(({ kind, up, ipv4 }) => (kind !== "loopback" && up ? ipv4.map(({ address }) => address) : []));
  const matched: string[] = [];
  for (const rule of text.split(/[;\n]/)) {
    const entry = rule.replace(/#.*/, "").trim();
    if (entry === "") continue;
    const [network = "", ...patterns] = entry.split(/\s+/);
    try {
      if (!patterns.some((pattern) => addresses.some((address) => matchesPattern(entry, pattern, address)))) continue;
      readNetworks(network);
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      showProblem(log, "ip2nets", entry, problem);
      log.consoleError("Error -22 parsing ip2nets");
      return -EINVAL;
    }
    // The first rule of a net is the one that counts.
    if (!matched.some((other) => netName(other) === netName(network))) matched.push(network);
  }
  if (matched.length === 0) {
    log.consoleError("ip2nets does not match any local IP interfaces");
    return -ENOENT;
  }
  return startNetworks(lnet, matched.join(","), "ip2nets", text);
}

const netName = (network: string): string => /^[^([]*/.exec(network)![0];

/** "10.1.[1-3].*" against an address. */
function matchesPattern(entry: string, text: string, address: string): boolean {
  const pattern = parseIpv4Pattern(text);
  if (!pattern) throw new SyntaxProblem(entry.indexOf(text), 2);
  return matchesIpv4Pattern(pattern, parseIpv4(address)!);
}

/** "net(if[cpts],if)[cpts],net …", with the place of what cannot be read. */
function readNetworks(text: string): Network[] {
  const networks: Network[] = [];
  let offset = 0;
  for (const part of splitOutsideBrackets(text)) {
    const read = parseNetworks(part);
    if ("error" in read) throw new SyntaxProblem(offset + part.length - part.trimStart().length, part.trim().length);
    networks.push(...read);
    offset += part.length + 1;
  }
  return networks;
}

/** `routes`: "net [hops] gateway[:priority] …", several between ; or newlines. */
function startRoutes(lnet: Lnet, text: string): number {
  for (const line of text.split(/[;\n]/)) {
    const words = line.replace(/#.*/, "").trim().split(/\s+/);
    if (words[0] === "") continue;
    const at = words.findIndex((word) => word.includes("@"));
    const hops = at > 0 && /^\d+$/.test(words[at - 1]!) ? Number(words[at - 1]) : HOPS_UNDEFINED;
    const nets = words.slice(0, hops === HOPS_UNDEFINED ? at : at - 1).flatMap(expand);
    if (at < 1 || nets.length === 0) {
      showProblem(lnet.log, "routes", line, new SyntaxProblem(0, line.length));
      return -EINVAL;
    }
    for (const net of nets) {
      for (const word of words.slice(at)) {
        const [, nids = "", priority] = /^(.*?)(?::(\d+))?$/.exec(word)!;
        for (const gateway of expand(nids)) {
          const rc = lnet.addRoute({ net, gateway, hops, priority: Number(priority ?? 0) });
          // A gateway on a net that is not here is for other nodes that share these parameters.
          if (rc !== 0 && lnet.findNet(gateway.slice(gateway.indexOf("@") + 1)) && !lnet.findNet(net)) return rc;
        }
      }
    }
  }
  return 0;
}

/** "10.1.1.[1-3]@tcp" → three of them. */
function expand(word: string): string[] {
  const match = /\[[^\]]*\]/.exec(word);
  if (!match) return [word];
  return (parseCpts(match[0]) ?? []).flatMap((value) =>
    expand(word.slice(0, match.index) + value + word.slice(match.index + match[0].length)),
  );
}
