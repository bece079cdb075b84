// SPDX-License-Identifier: GPL-2.0-or-later
// The nodes that this realm knows, and those that its test may use.
import { self } from "lutf:agent";
import type { NodeDescription, Role } from "../rpc/node-description.ts";
import { here } from "./here.ts";
import { Node } from "./node.ts";

type Tuple<T, N extends number, R extends T[] = []> = number extends N ? T[] : R["length"] extends N ? R : Tuple<T, N, [...R, T]>;

/** The agents allocated to a script. */
export interface AgentList extends ReadonlyArray<Node> {
  /** The first `count` of them; an error that says how to ask for more if there are fewer. */
  take<N extends number>(count: N): Tuple<Node, N>;
}

const ROLES: readonly string[] = ["mgs", "mds", "oss", "client", "router"] satisfies Role[];
let known: Map<string, Node> | undefined;
let allocated: AgentList | undefined;

function nodes(): Map<string, Node> {
  if (known === undefined) {
    if (here.nodes === undefined) {
      throw new Error(
        `nodes are known when run() starts, not while ${here.script || "this realm"} is loaded: use lutf's nodes inside of functions`,
      );
    }
    known = new Map(here.nodes.map((description: NodeDescription) => [description.name, new Node(description)]));
  }
  return known;
}

/** This node; before run() it has a name and nothing else. */
export function selfNode(): Node {
  return (here.nodes === undefined ? undefined : nodes().get(self)) ?? new Node({ name: self, host: self, roles: [], interfaces: [] });
}

/** All nodes but the master. */
export function allAgents(): Node[] {
  return [...nodes().values()].filter((node) => node.name !== here.master);
}

export function allocatedAgents(): AgentList {
  if (allocated === undefined) {
    const all = nodes();
    const list = (here.agents ?? []).map((name) => all.get(name) ?? new Node({ name, host: name, roles: [], interfaces: [] }));
    allocated = Object.defineProperty(list, "take", { value: take }) as unknown as AgentList;
  }
  return allocated;
}

function take(this: readonly Node[], count: number): Node[] {
  if (this.length < count) {
    throw new RangeError(
      `lutf.agents.take(${count}): this script has ${this.length} agents; write \`export const requires: Requires = { agents: ${count} }\``,
    );
  }
  return this.slice(0, count);
}

/** The node of that name, or the first with that role: among the script's agents first, then in the whole cluster. */
export function findNode(nameOrRole: string): Node {
  const named = nodes().get(nameOrRole);
  if (named !== undefined) return named;
  const withRole = (node: Node) => (node.roles as string[]).includes(nameOrRole);
  const found = allocatedAgents().find(withRole) ?? allAgents().find(withRole);
  if (found !== undefined) return found;
  const names = [...nodes().keys()].join(", ");
  throw new RangeError(
    ROLES.includes(nameOrRole)
      ? `no node has the role ${nameOrRole}; the nodes are ${names}`
      : `there is no node ${nameOrRole}; the nodes are ${names}, the roles ${ROLES.join(", ")}`,
  );
}

/** The script starts to run: now the nodes are known. */
export function setNodes(descriptions: NodeDescription[], agents: string[]): void {
  here.nodes = descriptions;
  here.agents = agents;
  known = undefined;
  allocated = undefined;
}
