// SPDX-License-Identifier: GPL-2.0-or-later
// What a script requires, held against what the cluster has.
import type { NodeDescription, Requires } from "../test-run.ts";

const kinds = ["tcp", "o2ib", "kfi"] as const;
const plural = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** True if the node has what is required of every agent. */
export function suits(requires: Requires, node: NodeDescription): boolean {
  return kinds.every((kind) => (requires.interfaces?.[kind] ?? 0) <= node.interfaces.filter((one) => one.kind === kind).length);
}

/** Why a script cannot run on this cluster at all, or undefined. `agents` are those that are alive. */
export function lacking(requires: Requires, agents: readonly NodeDescription[]): string | undefined {
  if (requires.lnet !== undefined) return "requires lnet: this lutf has no LNet support";
  if (requires.fileSystem) return "requires a file system: no Lustre file system is mounted by this lutf";
  if (requires.cpts !== undefined && requires.cpts > 1)
    return `requires ${requires.cpts} CPU partitions per agent: this lutf has no LNet support to make them`;

  const wanted = requires.agents ?? 0;
  const total = typeof wanted === "number" ? wanted : Object.values(wanted).reduce((sum, count) => sum + count, 0);
  if (agents.length < total) return `requires ${plural(total, "agent")}, ${plural(agents.length, "agent")} alive`;
  const suited = agents.filter((agent) => suits(requires, agent));
  if (pick(requires, suited)) return undefined;

  if (!pick(requires, agents) && typeof wanted !== "number") {
    for (const [role, count] of Object.entries(wanted)) {
      const have = agents.filter(({ roles }) => (roles as string[]).includes(role)).length;
      if (have < count) return `requires ${plural(count, "agent")} with the role ${role}, ${have} alive`;
    }
    return `requires ${Object.entries(wanted)
      .map(([role, count]) => `${count} ${role}`)
      .join(", ")} on agents of their own: too few agents have these roles`;
  }
  const interfaces = kinds
    .filter((kind) => requires.interfaces?.[kind])
    .map((kind) => `${requires.interfaces?.[kind]} ${kind}`)
    .join(" and ");
  const poor = agents.filter((agent) => !suits(requires, agent));
  const seen = poor
    .slice(0, 3)
    .map(
      (agent) =>
        `${agent.name} has ${kinds.map((kind) => `${agent.interfaces.filter((one) => one.kind === kind).length} ${kind}`).join(", ")}`,
    );
  return `requires ${interfaces} interfaces on each of ${plural(total, "agent")}: ${seen.join("; ")}`;
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
