// SPDX-License-Identifier: GPL-2.0-or-later
// What a script requires, held against what the cluster has.
import type { NodeDescription, Requires } from "../test-run.ts";

const kinds = ["tcp", "o2ib", "kfi"] as const;
const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** Something that a script may require of every agent. */
interface Demand {
  /** What is required, or undefined. */
  wanted(requires: Requires): string | undefined;
  met(requires: Requires, node: NodeDescription): boolean;
  /** What a node has of it. */
  has(node: NodeDescription): string;
}

const demands: readonly Demand[] = [
  {
    wanted: ({ interfaces }) => {
      const each = kinds.filter((kind) => interfaces?.[kind]).map((kind) => `${interfaces?.[kind]} ${kind}`);
      return each.length === 0 ? undefined : `${each.join(" and ")} interfaces`;
    },
    met: ({ interfaces }, node) => kinds.every((kind) => (interfaces?.[kind] ?? 0) <= countOf(node, kind)),
    has: (node) => kinds.map((kind) => `${countOf(node, kind)} ${kind}`).join(", "),
  },
  {
    wanted: ({ cpts }) => (cpts === undefined ? undefined : plural(cpts, "CPU partition")),
    met: ({ cpts }, node) => (cpts ?? 0) <= (node.cpts ?? 1),
    has: ({ cpts }) => (cpts === undefined ? "does not say how many it has" : plural(cpts, "CPU partition")),
  },
  {
    wanted: ({ numaNodes }) => (numaNodes === undefined ? undefined : `interfaces on ${plural(numaNodes, "NUMA node")}`),
    met: ({ numaNodes }, node) => (numaNodes ?? 0) <= numaNodesOf(node),
    has: (node) => `interfaces on ${plural(numaNodesOf(node), "known NUMA node")}`,
  },
  {
    wanted: ({ lnet }) =>
      lnet && `${lnet.provider === undefined ? "" : `a ${lnet.provider} `}LNet${lnet.version === undefined ? "" : ` ${lnet.version}`}`,
    met: ({ lnet }, node) =>
      lnet === undefined ||
      (hasLnet(node) &&
        (lnet.provider === undefined || node.lnet.provider === lnet.provider) &&
        (lnet.version === undefined || atLeast(node.lnet, lnet.version.slice(2)))),
    has: (node) =>
      hasLnet(node) ? `a ${node.lnet.provider} LNet ${node.lnet.version || `of ${node.lnet.generation} version`}` : "no LNet",
  },
];

const countOf = (node: NodeDescription, kind: (typeof kinds)[number]): number => node.interfaces.filter((one) => one.kind === kind).length;
const numaNodesOf = (node: NodeDescription): number =>
  new Set(node.interfaces.flatMap(({ numaNode }) => (numaNode === undefined || numaNode < 0 ? [] : [numaNode]))).size;
const hasLnet = (node: NodeDescription): node is NodeDescription & { lnet: NonNullable<NodeDescription["lnet"]> } =>
  node.lnet !== undefined && node.lnet.provider !== "none";

/** Whether a Lustre is of this version or later; the generation says it where the version is not known, and "master" is later than all. */
function atLeast({ version, generation }: { version: string; generation: string }, wanted: string): boolean {
  if (version === "" && generation === "master") return true;
  const numbers = (text: string): number[] => (/^\d+(\.\d+)*/.exec(text)?.[0] ?? "0").split(".").map(Number);
  const [have, want] = [numbers(version === "" ? generation : version), numbers(wanted)];
  const at = want.findIndex((number, index) => number !== (have[index] ?? 0));
  return at < 0 || (have[at] ?? 0) > want[at]!;
}

/** True if the node has what is required of every agent. */
export function suits(requires: Requires, node: NodeDescription): boolean {
  return demands.every((demand) => demand.met(requires, node));
}

/** Why a script cannot run on this cluster at all, or undefined. `agents` are those that are alive. */
export function lacking(requires: Requires, agents: readonly NodeDescription[]): string | undefined {
  if (requires.fileSystem) return "requires a file system: no Lustre file system is mounted by this lutf";

  const wanted = requires.agents ?? 0;
  const total = typeof wanted === "number" ? wanted : Object.values(wanted).reduce((sum, count) => sum + count, 0);
  if (agents.length < total) return `requires ${plural(total, "agent")}, ${plural(agents.length, "agent")} alive`;
  const suited = agents.filter((agent) => suits(requires, agent));
  // A script that asks for LNet and for no agents finds its own; there is to be one.
  const found = pick(requires, suited);
  if (found !== undefined && (found.length > 0 || requires.lnet === undefined || suited.length > 0)) return undefined;

  if (!pick(requires, agents) && typeof wanted !== "number") {
    for (const [role, count] of Object.entries(wanted)) {
      const have = agents.filter(({ roles }) => (roles as string[]).includes(role)).length;
      if (have < count) return `requires ${plural(count, "agent")} with the role ${role}, ${have} alive`;
    }
    return `requires ${Object.entries(wanted)
      .map(([role, count]) => `${count} ${role}`)
      .join(", ")} on agents of their own: too few agents have these roles`;
  }
  // Only what some agent lacks is worth a word.
  const lacked = demands.filter((demand) => agents.some((agent) => !demand.met(requires, agent)));
  const poor = agents.filter((agent) => !suits(requires, agent));
  const seen = poor.slice(0, 3).map((agent) => {
    const missed = lacked.filter((demand) => !demand.met(requires, agent)).map((demand) => demand.has(agent));
    return `${agent.name} has ${missed.join(" and ")}`.replace("has does not", "does not");
  });
  const all = (lacked.length > 0 ? lacked : demands).map((demand) => demand.wanted(requires)).filter((text) => text !== undefined);
  return `requires ${all.join(" and ")} on each of ${plural(Math.max(total, 1), "agent")}: ${seen.join("; ") || "there is no agent"}`;
}

/** Agents out of `free` that fulfil the requirement, roles in the order in which they were asked for, or undefined if there are too few. */
export function pick(requires: Requires, free: readonly NodeDescription[]): NodeDescription[] | undefined {
  const wanted = requires.agents ?? 0;
  if (typeof wanted === "number") return free.length < wanted ? undefined : free.slice(0, wanted);
  const slots = Object.entries(wanted).flatMap(([role, count]) => Array<string>(count).fill(role));
  // Agents may have several roles: a matching by augmenting paths finds an assignment whenever there is one.
  const taken = new Map<NodeDescription, number>();
  const place = (slot: number, tried: Set<NodeDescription>): boolean => {
    for (const agent of free) {
      if (tried.has(agent) || !(agent.roles as string[]).includes(slots[slot]!)) continue;
      tried.add(agent);
      const other = taken.get(agent);
      if (other === undefined || place(other, tried)) {
        taken.set(agent, slot);
        return true;
      }
    }
    return false;
  };
  for (let slot = 0; slot < slots.length; slot++) if (!place(slot, new Set())) return undefined;
  return [...taken].sort((a, b) => a[1] - b[1]).map(([agent]) => agent);
}
