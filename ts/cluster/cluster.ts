// SPDX-License-Identifier: GPL-2.0-or-later
// The nodes of the cluster as the master knows them: who is there, who is missing, who went and why.

import { limits } from "../limits.ts";
import type { Agents } from "../runner/allocation.ts";
import type { NodeDescription } from "../test-run.ts";

export type State = "joining" | "alive" | "lost" | "dead";

interface Member {
  description: NodeDescription;
  state: State;
  /** When it got this state: performance.now(). */
  since: number;
}

export interface StateChange {
  node: string;
  state: State;
  detail: string;
}

export class Cluster implements Agents {
  readonly #members = new Map<string, Member>();
  readonly #known = new Map<string, Partial<NodeDescription>>();
  readonly #listeners = new Set<(change: StateChange) => void>();

  /** An agent's state changed; info is what its hello says, when it joins. */
  update(node: string, state: State, detail: string, info: unknown): void {
    const member = this.#members.get(node);
    const description = info === undefined ? (member?.description ?? describe(node, {})) : describe(node, info);
    this.#members.set(node, { description, state, since: performance.now() });
    this.#tell({ node, state, detail });
    // Those who wait for it to come back are asked again when it is too late.
    if (state === "lost" || state === "dead") setTimeout(() => this.#tell({ node: "", state, detail: "" }), limits.comeback + 1);
  }

  /** What is known of a node from elsewhere, over what its hello says, now and when it joins again. */
  know(node: string, description: Partial<NodeDescription>): void {
    this.#known.set(node, { ...this.#known.get(node), ...description });
  }

  #tell(change: StateChange): void {
    for (const listener of [...this.#listeners]) listener(change);
  }

  /** Calls listener at every change, also (with node "") when a node has been gone for too long. Returns what ends that. */
  onChange(listener: (change: StateChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  alive(): NodeDescription[] {
    return this.#where(({ state }) => state === "alive");
  }

  expected(): NodeDescription[] {
    const now = performance.now();
    return this.#where(({ state, since }) => state === "alive" || (state !== "joining" && now - since <= limits.comeback));
  }

  #where(test: (member: Member) => boolean): NodeDescription[] {
    return [...this.#members.values()]
      .filter(test)
      .map(({ description }) => ({ ...description, ...this.#known.get(description.name) }))
      .sort((a, b) => byName(a.name, b.name));
  }

  missing(names: readonly string[]): string[] {
    return names.filter((name) => this.#members.get(name)?.state !== "alive");
  }

  /** Resolves with true when all of these, and `number` agents in all, are alive; with false after timeoutMs or when `stop` settles, whichever is first. */
  waitFor(names: readonly string[], timeoutMs: number, stop?: Promise<unknown>, number = 0): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (result: boolean): void => {
        clearTimeout(timer);
        unlisten();
        resolve(result);
      };
      const check = (): void => {
        if (this.missing(names).length === 0 && this.alive().length >= number) end(true);
      };
      const timer = setTimeout(() => end(false), timeoutMs);
      const unlisten = this.onChange(check);
      stop?.then(
        () => end(false),
        () => end(false),
      );
      check();
    });
  }
}

/** agent2 stands before agent10. */
function byName(a: string, b: string): number {
  const [, stemA = "", numberA = ""] = /^(.*?)(\d*)$/.exec(a)!;
  const [, stemB = "", numberB = ""] = /^(.*?)(\d*)$/.exec(b)!;
  return stemA !== stemB ? (stemA < stemB ? -1 : 1) : Number(numberA) - Number(numberB);
}

/** What a node's hello says of it; a hello is not trusted to have the right shape. */
function describe(name: string, info: unknown): NodeDescription {
  const given = (typeof info === "object" && info !== null ? info : {}) as Partial<NodeDescription>;
  return {
    name,
    host: typeof given.host === "string" ? given.host : "",
    roles: Array.isArray(given.roles) ? given.roles.filter((role) => typeof role === "string") : [],
    interfaces: Array.isArray(given.interfaces) ? given.interfaces.filter((one) => typeof one?.name === "string") : [],
  };
}
