// SPDX-License-Identifier: GPL-2.0-or-later
// Texts that say on which interfaces a net shall be:
//
//   interfaces = interface { "," interface }                      lnetctl --if, lustre_lnet_parse_interfaces
//   interface  = NAME [ "[" CPTs "]" ]
//   networks   = network { "," network }                          parameter `networks` of the module lnet
//   network    = net [ "(" interfaces ")" ] [ "[" CPTs "]" ]
//   ip2nets    = rule { (";" | newline) rule }                    parameter `ip2nets`, lnetctl --ip2net; "#": to the end of the rule
//   rule       = network pattern { pattern }                      pattern: four octet expressions, a.b.[0-3].*
import { type Expression, expressionValues, parseExpression } from "./expression.ts";
import { parseIpv4 } from "./ip-address.ts";
import { canonicalNet } from "./net.ts";
import { matchesIpv4Pattern, parseIpv4Pattern, splitOutsideBrackets } from "./nid-range.ts";

export interface Interface {
  name: string;
  /** Ascending; absent: all. */
  cpts?: number[];
}

export interface Network {
  /** Canonical. */
  net: string;
  interfaces: Interface[];
  cpts?: number[];
}

/** What is wrong, in one sentence; LNet answers EINVAL. */
export interface TextError {
  error: string;
}

/** CPTs of an expression: `[0,1]`, `[0-6/2]`, `3`; undefined where LNet answers EINVAL, and for `*`, which hangs the real library. */
export function parseCpts(text: string): number[] | undefined {
  const expression = parseExpression(text);
  return expression === undefined ? undefined : expressionValues(expression);
}

/** `eth0[0,1],eth1`. Names are not trimmed: of "eth0, eth1" the second has a blank, as in the library. */
export function parseInterfaces(text: string): Interface[] | TextError {
  const interfaces: Interface[] = [];
  for (const part of splitOutsideBrackets(text)) {
    const match = /^([^[\]]+)(\[[^[\]]*\])?$/.exec(part);
    if (match === null) return { error: `"${part}" is no interface` };
    const cpts = match[2] === undefined ? undefined : parseCpts(match[2]);
    if (match[2] !== undefined && cpts === undefined) return { error: `"${match[2]}" is no list of CPTs` };
    interfaces.push(cpts === undefined ? { name: match[1] as string } : { name: match[1] as string, cpts });
  }
  return interfaces;
}

function parseNetwork(text: string): Network | TextError {
  const match = /^\s*([^([\]\s)]+)\s*(?:\(([^()]*)\))?\s*(\[[^[\]]*\])?\s*$/.exec(text);
  if (match === null) return { error: `"${text.trim()}" is no network` };
  const net = canonicalNet(match[1] as string);
  if (net === undefined) return { error: `"${match[1]}" is no net` };
  const names = splitOutsideBrackets(match[2] ?? "").map((name) => name.trim());
  const interfaces = names.length === 1 && names[0] === "" ? [] : parseInterfaces(names.join(","));
  if (!Array.isArray(interfaces)) return interfaces;
  const cpts = match[3] === undefined ? undefined : parseCpts(match[3]);
  if (match[3] !== undefined && cpts === undefined) return { error: `"${match[3]}" is no list of CPTs` };
  return cpts === undefined ? { net, interfaces } : { net, interfaces, cpts };
}

/** Characters of the parameters `networks` and `ip2nets` at most. */
export const MAX_NETWORKS_TEXT = 4096;

/** The module parameter `networks`: `tcp(eth0[0],eth1)[0,1],o2ib`. An empty text is no network. */
export function parseNetworks(text: string): Network[] | TextError {
  if (text.length > MAX_NETWORKS_TEXT) return { error: `longer than ${MAX_NETWORKS_TEXT} characters` };
  if (text.trim() === "") return [];
  const networks: Network[] = [];
  for (const part of splitOutsideBrackets(text)) {
    const network = parseNetwork(part);
    if ("error" in network) return network;
    networks.push(network);
  }
  return networks;
}

export interface Ip2netsRule extends Network {
  patterns: Expression[][];
}

/** Rules of ip2nets, in order. */
export function parseIp2nets(text: string): Ip2netsRule[] | TextError {
  if (text.length > MAX_NETWORKS_TEXT) return { error: `longer than ${MAX_NETWORKS_TEXT} characters` };
  const rules: Ip2netsRule[] = [];
  for (const line of text.split(/[;\n]/)) {
    const rule = line.replace(/#.*$/, "").trim();
    if (rule === "") continue;
    const match = /^([^\s(]+(?:\s*\([^)]*\))?(?:\[[^\]]*\])?)\s+(\S.*)$/.exec(rule);
    if (match === null) return { error: `"${rule}" is no rule: net(interface) pattern …` };
    const network = parseNetwork(match[1] as string);
    if ("error" in network) return network;
    const words = (match[2] as string).split(/\s+/);
    const patterns = words.map(parseIpv4Pattern);
    const wrong = patterns.indexOf(undefined);
    if (wrong >= 0) return { error: `"${words[wrong]}" is no IPv4 pattern` };
    rules.push({ ...network, patterns: patterns as Expression[][] });
  }
  return rules;
}

/** The rules that hold on a node with these IPv4 addresses: of each net the first that one of them matches. */
export function matchIp2nets(rules: readonly Ip2netsRule[], addresses: readonly string[]): Ip2netsRule[] {
  const numbers = addresses.map(parseIpv4).filter((address) => address !== undefined);
  const matched = new Map<string, Ip2netsRule>();
  for (const rule of rules) {
    const holds = rule.patterns.some((pattern) => numbers.some((address) => matchesIpv4Pattern(pattern, address)));
    if (holds && !matched.has(rule.net)) matched.set(rule.net, rule);
  }
  return [...matched.values()];
}
