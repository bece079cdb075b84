// SPDX-License-Identifier: GPL-2.0-or-later
// Links of a topology: which NICs are on one, and what becomes of messages between them.
import { parseIpv4, parseIpv6 } from "../lnet/nid.ts";
import type { Nic } from "./host/nics.ts";
import { mapping, number, string, TopologyError, whole } from "./topology-values.ts";

/** Between any two of these NICs; of two links that have both the first one counts. */
export interface TopologyLink {
  /** "agent1/eth0". */
  nics: ReadonlySet<string>;
  /** Seconds, one way; undefined: as other links. */
  latency: number | undefined;
  /** The part of the messages that get lost, 0 … 1. */
  loss: number;
  /** Bytes a second that each NIC sends at most, one message after the other; undefined: each message at the speed of the NIC. */
  bytesPerSecond: number | undefined;
}

/** Of a NIC of a node. */
export const nicName = (node: string, nic: string): string => `${node}/${nic}`;

type Nodes = readonly { name: string; nics: readonly Nic[] }[];

/** Microseconds and Mbit/s. */
const LIMITS = { latency: 60e6, bandwidth: 1e7, links: 4096 };

export function linksOf(value: unknown, nodes: Nodes, where: string): TopologyLink[] {
  if (!Array.isArray(value))
    throw new TopologyError(
      `${where}: a list of links is wanted, as in\n  links:\n    - {subnet: 10.1.1.0/24, latency: 500, loss: 0.01, bandwidth: 1000}`,
    );
  if (value.length > LIMITS.links) throw new TopologyError(`${where}: ${value.length} links; ${LIMITS.links} at most`);
  return value.map((item, index) => {
    const at = `${where}[${index}]`;
    const given = mapping(item, at, ["subnet", "nics", "latency", "loss", "bandwidth"]);
    if ((given["subnet"] === undefined) === (given["nics"] === undefined))
      throw new TopologyError(`${at}: either subnet or nics is wanted: which NICs are on it`);
    const nics = given["nics"] === undefined ? inSubnet(given["subnet"], nodes, `${at}.subnet`) : named(given["nics"], nodes, `${at}.nics`);
    if (nics.length < 2)
      throw new TopologyError(`${at}: ${nics.length === 0 ? "no NIC is" : `only ${nics[0]} is`} on it; a link is between two at least`);
    const { latency, bandwidth } = given;
    if (latency === undefined && bandwidth === undefined && given["loss"] === undefined)
      throw new TopologyError(`${at}: latency (microseconds), loss (0 to 1) or bandwidth (Mbit/s) is wanted`);
    return {
      nics: new Set(nics),
      latency: latency === undefined ? undefined : number(latency, `${at}.latency`, 0, LIMITS.latency) / 1e6,
      loss: number(given["loss"] ?? 0, `${at}.loss`, 0, 1),
      bytesPerSecond: bandwidth === undefined ? undefined : (whole(bandwidth, `${at}.bandwidth`, 1, LIMITS.bandwidth) * 1e6) / 8,
    };
  });
}

function named(value: unknown, nodes: Nodes, where: string): string[] {
  if (!Array.isArray(value)) throw new TopologyError(`${where}: a list of NICs is wanted, as in [agent1/eth0, agent2/eth0]`);
  const all = nodes.flatMap((node) => node.nics.map((nic) => nicName(node.name, nic.name)));
  return value.map((item, index) => {
    const name = string(item, `${where}[${index}]`);
    if (!all.includes(name))
      throw new TopologyError(`${where}[${index}]: there is no NIC ${name} (NODE/NIC, as in ${all[0] ?? "agent1/eth0"})`);
    if (value.indexOf(item) !== index) throw new TopologyError(`${where}[${index}]: ${name} is in it already`);
    return name;
  });
}

function inSubnet(value: unknown, nodes: Nodes, where: string): string[] {
  const [address = "", length = ""] = string(value, where).split("/");
  const six = address.includes(":");
  const network = bitsOf(address);
  if (network === undefined || !/^\d{1,3}$/.test(length) || Number(length) > network.length)
    throw new TopologyError(`${where}: "${String(value)}" is no subnet (ADDRESS/BITS)`);
  const prefix = network.slice(0, Number(length));
  return nodes.flatMap((node) =>
    node.nics
      .filter((nic) => (six ? nic.ipv6 : nic.ipv4).some((one) => bitsOf(one.address)?.startsWith(prefix)))
      .map((nic) => nicName(node.name, nic.name)),
  );
}

/** "0…" of 32 or 128 bits. */
function bitsOf(address: string): string | undefined {
  if (address.includes(":"))
    return parseIpv6(address)
      ?.map((group) => group.toString(2).padStart(16, "0"))
      .join("");
  return parseIpv4(address)?.toString(2).padStart(32, "0");
}
