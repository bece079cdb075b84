// SPDX-License-Identifier: GPL-2.0-or-later
// Gives agents to scripts: each agent to one script at a time. First come, first served, except that a script whose agents are busy may be
// passed over by later ones that need fewer; after `passes` of them it is next, whatever else could run.
import type { NodeDescription, Requires } from "../test-run.ts";
import { pick, suits } from "./requirements.ts";

/** How often a waiting script may be passed over: enough to fill gaps, few enough that nothing starves. */
const passes = 8;

export interface Lease {
  agents: NodeDescription[];
  release(): void;
}

interface Waiting {
  requires: Requires;
  passed: number;
  grant(lease: Lease): void;
}

export class Allocation {
  readonly #busy = new Set<string>();
  readonly #queue: Waiting[] = [];
  readonly #alive: () => readonly NodeDescription[];

  constructor(alive: () => readonly NodeDescription[]) {
    this.#alive = alive;
  }

  /** Resolves when the agents are this script's; they must be released. What cannot be had at all waits until `refresh` finds it. */
  take(requires: Requires): Promise<Lease> {
    return new Promise((grant) => {
      this.#queue.push({ requires, passed: 0, grant });
      this.refresh();
    });
  }

  /** To be called when agents come or go. */
  refresh(): void {
    for (let i = 0; i < this.#queue.length; ) {
      const first = this.#queue[i]!;
      const free = this.#alive().filter((agent) => !this.#busy.has(agent.name) && suits(first.requires, agent));
      const agents = pick(first.requires, free);
      if (agents) {
        this.#queue.splice(i, 1);
        for (const earlier of this.#queue.slice(0, i)) earlier.passed++;
        this.#grant(first, agents);
      } else if (first.passed >= passes) return;
      else i++;
    }
  }

  #grant(waiting: Waiting, agents: NodeDescription[]): void {
    for (const agent of agents) this.#busy.add(agent.name);
    let held = true;
    waiting.grant({
      agents,
      release: () => {
        if (!held) return;
        held = false;
        for (const agent of agents) this.#busy.delete(agent.name);
        this.refresh();
      },
    });
  }
}
