// SPDX-License-Identifier: GPL-2.0-or-later
// Gives agents to scripts: each agent to one script at a time, and to at most `jobs` scripts at once. First come, first served, except that a
// script whose agents are busy may be passed over by later ones that need fewer; after limits.passes of them it is next, whatever else could run.
import { limits } from "../limits.ts";
import type { NodeDescription, Requires } from "../test-run.ts";
import { lacking, pick, suits } from "./requirements.ts";

/** The cluster as the allocation sees it. */
export interface Agents {
  alive(): readonly NodeDescription[];
  /** Those that are alive, and those that were a moment ago and may come back. */
  expected(): readonly NodeDescription[];
}

export interface Lease {
  agents: NodeDescription[];
  release(): void;
}

interface Waiting {
  requires: Requires;
  passed: number;
  settle(result: Lease | string): void;
}

export class Allocation {
  readonly #busy = new Set<string>();
  readonly #queue: Waiting[] = [];
  readonly #agents: Agents;
  #slots: number;

  constructor(agents: Agents, jobs: number) {
    this.#agents = agents;
    this.#slots = jobs;
  }

  /** Resolves when the script may run, with its agents, to be released; or with the reason why the cluster cannot run it. */
  take(requires: Requires): Promise<Lease | string> {
    return new Promise((settle) => {
      this.#queue.push({ requires, passed: 0, settle });
      this.refresh();
    });
  }

  /** Nobody waits any longer: all get this reason. */
  cancel(reason: string): void {
    for (const waiting of this.#queue.splice(0)) waiting.settle(reason);
  }

  /** To be called when agents come or go. */
  refresh(): void {
    for (let i = 0; i < this.#queue.length; ) {
      const waiting = this.#queue[i]!;
      const reason = lacking(waiting.requires, this.#agents.expected());
      const free = this.#agents.alive().filter((agent) => !this.#busy.has(agent.name) && suits(waiting.requires, agent));
      const agents = reason === undefined && this.#slots > 0 ? pick(waiting.requires, free) : undefined;
      if (reason === undefined && agents === undefined) {
        if (waiting.passed >= limits.passes || this.#slots === 0) return;
        i++;
        continue;
      }
      this.#queue.splice(i, 1);
      if (agents === undefined) waiting.settle(reason!);
      else {
        for (const earlier of this.#queue.slice(0, i)) earlier.passed++;
        waiting.settle(this.#lease(agents));
      }
    }
  }

  #lease(agents: NodeDescription[]): Lease {
    for (const agent of agents) this.#busy.add(agent.name);
    this.#slots--;
    let held = true;
    return {
      agents,
      release: () => {
        if (!held) return;
        held = false;
        for (const agent of agents) this.#busy.delete(agent.name);
        this.#slots++;
        this.refresh();
      },
    };
  }
}
