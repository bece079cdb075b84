// SPDX-License-Identifier: GPL-2.0-or-later
// The module parameters that configure LNet when it starts, in the syntax that the kernel itself reads (lnetconfig-api.md §3.5): `networks`, `ip2nets`, `routes`, `forwarding`.
// What cannot be read is shown in the kernel log with its place (golden/02_net/090).
import { EINVAL, ENOENT } from "../errno.ts";
import type { KernelLog } from "../host/kernel-log.ts";
import type { Lnet } from "./lnet.ts";
import { HOPS_UNDEFINED } from "./route.ts";

interface Network {
  net: string;
  interfaces: { name: string; cpts: number[] | undefined }[];
  cpts: number[] | undefined;
}

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
    networks = parseNetworks(text);
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
      parseNetworks(network);
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
function matchesPattern(entry: string, pattern: string, address: string): boolean {
  const octets = splitOutside(pattern, ".");
  if (octets.length !== 4) throw new SyntaxProblem(entry.indexOf(pattern), 2);
  const numbers = address.split(".").map(Number);
  return octets.every((octet, index) => {
    if (octet === "*") return true;
    const values = expression(octet, 255);
    if (!values) throw new SyntaxProblem(entry.indexOf(pattern), 2);
    return values.includes(numbers[index]!);
  });
}

/** "net(if[cpts],if)[cpts],net …". */
function parseNetworks(text: string): Network[] {
  const networks: Network[] = [];
  let offset = 0;
  for (const part of splitOutside(text, ",")) {
    const start = offset + part.length - part.trimStart().length;
    const word = part.trim();
    offset += part.length + 1;
    if (word === "") continue;
    const match = /^([a-z0-9]+?)(\d*)(?:\((.*)\))?\s*(\[[^\]]*\])?$/.exec(word);
    const [, lnd = "", number = "", inside, cpts] = match ?? [];
    if (!match || !/^(tcp|o2ib|gni|gip|ptlf|kfi|efa|bxi3f|lo)$/.test(lnd) || Number(number) > 65535)
      throw new SyntaxProblem(start, word.length);
    const list = cpts === undefined ? undefined : expression(cpts, 0xffff);
    if (cpts !== undefined && !list) throw new SyntaxProblem(start + word.indexOf("["), cpts.length);
    networks.push({
      net: `${lnd}${Number(number) > 0 ? Number(number) : ""}`,
      interfaces: splitOutside(inside ?? "", ",").flatMap((item) => {
        const trimmed = item.trim();
        if (trimmed === "") return [];
        const [, name = "", own] = /^([^[]*)(\[.*\])?$/.exec(trimmed)!;
        const values = own === undefined ? undefined : expression(own, 0xffff);
        if (own !== undefined && !values) throw new SyntaxProblem(start + word.indexOf(trimmed), trimmed.length);
        return [{ name, cpts: values }];
      }),
      cpts: list,
    });
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
  const values = expression(match[0], 0xffff) ?? [];
  return values.flatMap((value) => expand(word.slice(0, match.index) + value + word.slice(match.index + match[0].length)));
}

/** "[1,3-9/2]" or "4" → its numbers; undefined: it is none. */
function expression(text: string, most: number): number[] | undefined {
  const inside = /^\[(.*)\]$/.exec(text)?.[1] ?? (/^\d+$/.test(text) ? text : undefined);
  if (inside === undefined) return undefined;
  const values: number[] = [];
  for (const part of inside.split(",")) {
    const match = /^\s*(\d+)(?:-(\d+)(?:\/(\d+))?)?\s*$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    const step = Number(match[3] ?? 1);
    if (to < from || to > most || step < 1) return undefined;
    for (let value = from; value <= to; value += step) values.push(value);
  }
  return values;
}

/** Splits at separators that are not within () or []. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const char = text[index]!;
    if (char === "(" || char === "[") depth++;
    else if (char === ")" || char === "]") depth--;
    else if (char === separator && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
