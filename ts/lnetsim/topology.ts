// SPDX-License-Identifier: GPL-2.0-or-later
// What a simulated cluster consists of: a YAML file that people write, or the default for so many nodes and NICs.
import { parseDocument } from "yaml";
import type { Nic, NicAddress, NicKind } from "./host/nics.ts";
import { linksOf, type TopologyLink } from "./topology-links.ts";
import { boolean, mapping, string, TopologyError, whole } from "./topology-values.ts";

export { TopologyError } from "./topology-values.ts";

export interface Topology {
  nodes: TopologyNode[];
  /** Those that are not as fast as the NICs on them, or lose something. */
  links?: readonly TopologyLink[];
}

export interface TopologyNode {
  name: string;
  /** Lustre's version, "2.17.0". */
  lustre: string;
  /** CPU partitions without module parameters for them, 1 … 32. */
  cpts: number;
  /** CPUs, dealt in blocks to this many NUMA nodes. */
  cpus: number;
  numaNodes: number;
  /** MiB that the kernel has for router buffers. */
  memory: number;
  nics: Nic[];
}

/** Releases that the simulator answers for, by the first two numbers of the version. */
export const GENERATIONS = ["2.15", "2.17"] as const;
export type Generation = (typeof GENERATIONS)[number];

export function generationOf(lustre: string): Generation | undefined {
  return GENERATIONS.find((generation) => lustre === generation || lustre.startsWith(`${generation}.`));
}

const LIMITS = { nodes: 1024, nics: 64, cpts: 32, cpus: 1024, memory: 2 ** 24 };
/** MiB: enough for the buffers that a router has by default. */
const MEMORY = 8192;

/** `nodes` nodes, agent1 …; NIC ethJ of node I has 10.1.J+1.I/24 (over 254 nodes: 10.1+I/254.J+1.…): NICs of the same name are on one link. Each node has 4 CPUs on 2 NUMA nodes, with the first half of the NICs on the first. */
export function defaultTopology(nodes: number, nics: number, lustre: string): Topology {
  return {
    nodes: Array.from({ length: nodes }, (_, index) => ({
      name: `agent${index + 1}`,
      lustre,
      cpts: 1,
      cpus: 4,
      numaNodes: 2,
      memory: MEMORY,
      nics: Array.from({ length: nics }, (_, nic) => ({
        name: `eth${nic}`,
        kind: "tcp" as const,
        up: true,
        ipv4: [
          nodes > 254
            ? { address: `10.${nic + 1}.${Math.floor(index / 254)}.${(index % 254) + 1}`, prefix: 16 }
            : { address: `10.1.${nic + 1}.${index + 1}`, prefix: 24 },
        ],
        ipv6: [],
        speed: undefined,
        numaNode: nic < (nics + 1) >> 1 ? 0 : 1,
        hardware: undefined,
      })),
    })),
  };
}

/** Reads `text` of `file`; throws TopologyError that says file, line and what is wrong. The grammar is in docs/lnetsim.md. */
export function parseTopology(text: string, file: string): Topology {
  const document = parseDocument(text, { prettyErrors: true });
  const [problem] = document.errors;
  if (problem) throw new TopologyError(`${file}: ${problem.message}`);
  return topologyOf(document.toJS(), file);
}

/** The same from a value: what a TypeScript topology exports. */
export function topologyOf(value: unknown, file: string): Topology {
  const root = mapping(value, file, ["lustre", "cpts", "nodes", "links"]);
  const lustre = string(root["lustre"] ?? "2.17.0", `${file}: lustre`);
  const cpts = whole(root["cpts"] ?? 1, `${file}: cpts`, 1, LIMITS.cpts);
  const list = root["nodes"];
  if (!Array.isArray(list) || list.length === 0)
    throw new TopologyError(
      `${file}: nodes: a list of at least one node is wanted, as in\n  nodes:\n    - name: agent1\n      nics: [{name: eth0, ipv4: 10.1.1.1/24}]`,
    );
  if (list.length > LIMITS.nodes) throw new TopologyError(`${file}: nodes: ${list.length} nodes; ${LIMITS.nodes} at most`);
  const names = new Set<string>();
  const addresses = new Map<string, string>();
  const nodes = list.map((item, index): TopologyNode => {
    const where = `${file}: nodes[${index}]`;
    const given = mapping(item, where, ["name", "lustre", "cpts", "cpus", "numaNodes", "memory", "nics"]);
    const name = string(given["name"] ?? `agent${index + 1}`, `${where}.name`);
    if (names.has(name)) throw new TopologyError(`${where}.name: there is a node ${name} already`);
    names.add(name);
    const nics = nicsOf(given["nics"] ?? [], `${where}.nics`);
    const partitions = whole(given["cpts"] ?? cpts, `${where}.cpts`, 1, LIMITS.cpts);
    const numaNodes = whole(
      given["numaNodes"] ?? Math.max(1, ...nics.map(({ numaNode }) => numaNode + 1)),
      `${where}.numaNodes`,
      1,
      LIMITS.cpus,
    );
    const node: TopologyNode = {
      name,
      lustre: string(given["lustre"] ?? lustre, `${where}.lustre`),
      cpts: partitions,
      cpus: whole(given["cpus"] ?? Math.max(2, partitions, numaNodes), `${where}.cpus`, Math.max(partitions, numaNodes), LIMITS.cpus),
      numaNodes,
      memory: whole(given["memory"] ?? MEMORY, `${where}.memory`, 1, LIMITS.memory),
      nics,
    };
    if (!generationOf(node.lustre))
      throw new TopologyError(`${where}.lustre: ${node.lustre} is not simulated; ${GENERATIONS.join(" and ")} are`);
    for (const nic of node.nics) {
      for (const { address } of [...nic.ipv4, ...nic.ipv6]) {
        const owner = addresses.get(address);
        if (owner) throw new TopologyError(`${where}: NIC ${nic.name}: address ${address} is ${owner}'s already`);
        addresses.set(address, `${name}/${nic.name}`);
      }
    }
    return node;
  });
  return { nodes, links: linksOf(root["links"] ?? [], nodes, `${file}: links`) };
}

const KINDS: readonly NicKind[] = ["tcp", "o2ib", "kfi", "gni"];

function nicsOf(value: unknown, where: string): Nic[] {
  if (!Array.isArray(value)) throw new TopologyError(`${where}: a list of NICs is wanted`);
  if (value.length > LIMITS.nics) throw new TopologyError(`${where}: ${value.length} NICs; ${LIMITS.nics} at most`);
  const names = new Set(["lo"]);
  return value.map((item, index) => {
    const at = `${where}[${index}]`;
    const given = mapping(item, at, ["name", "kind", "ipv4", "ipv6", "speed", "numaNode", "up", "hardware"]);
    const kind = string(given["kind"] ?? "tcp", `${at}.kind`) as NicKind;
    if (!KINDS.includes(kind)) throw new TopologyError(`${at}.kind: ${kind} is none of ${KINDS.join(", ")}`);
    const name = string(given["name"] ?? `eth${index}`, `${at}.name`);
    if (!/^[A-Za-z0-9_.-]{1,15}$/.test(name))
      throw new TopologyError(`${at}.name: "${name}" cannot be the name of an interface (1 to 15 of A-Z a-z 0-9 _ . -)`);
    if (names.has(name)) throw new TopologyError(`${at}.name: there is an interface ${name} already`);
    names.add(name);
    return {
      name,
      kind,
      up: boolean(given["up"] ?? true, `${at}.up`),
      ipv4: addressesOf(given["ipv4"], `${at}.ipv4`, IPV4, 32),
      ipv6: addressesOf(given["ipv6"], `${at}.ipv6`, /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/, 128),
      speed: given["speed"] === undefined ? undefined : whole(given["speed"], `${at}.speed`, 1, 1e7),
      numaNode: whole(given["numaNode"] ?? -1, `${at}.numaNode`, -1, 1023),
      hardware: given["hardware"] === undefined ? undefined : whole(given["hardware"], `${at}.hardware`, 0, 0xffffffff),
    };
  });
}

const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

function addressesOf(value: unknown, where: string, form: RegExp, longest: number): NicAddress[] {
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]).map((item) => {
    const [address = "", prefix, ...rest] = string(item, where).split("/");
    if (!form.test(address) || rest.length > 0)
      throw new TopologyError(`${where}: "${String(item)}" is no address with a prefix length (ADDRESS/BITS)`);
    return { address, prefix: prefix === undefined ? (longest === 32 ? 24 : 64) : whole(Number(prefix), where, 1, longest) };
  });
}
