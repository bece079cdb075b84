// SPDX-License-Identifier: GPL-2.0-or-later
// All nodes of a topology. Those that start anew together are a cluster of their own, with its own clock, network and source of randomness: what a script does cannot
// be seen by one that runs beside it, and is the same whether one does or not.
import { Cluster } from "./cluster.ts";
import { Histories } from "./kernel/history.ts";
import type { Topology, TopologyNode } from "./topology.ts";

export class Simulation {
  readonly histories = new Histories();
  readonly #topology: Topology;
  readonly #seed: number;
  readonly #described: ReadonlyMap<string, TopologyNode>;
  /** By name of the node. */
  readonly #clusters = new Map<string, Cluster>();

  /** All nodes in one cluster. */
  constructor(topology: Topology, seed: number) {
    this.#topology = topology;
    this.#seed = seed;
    this.#described = new Map(topology.nodes.map((node) => [node.name, node]));
    this.#put(topology.nodes);
  }

  get names(): string[] {
    return [...this.#described.keys()];
  }

  /** Whose node has this name; undefined: nobody's. */
  clusterOf(name: string): Cluster | undefined {
    return this.#clusters.get(name);
  }

  /** All there are, or those of the nodes of that list. */
  clusters(names: readonly string[] = this.names): Set<Cluster> {
    return new Set(names.flatMap((name) => this.#clusters.get(name) ?? []));
  }

  /** These nodes as after a reboot, in a cluster of their own; others that they could reach before cannot be reached any more. */
  startAnew(names: readonly string[]): void {
    const nodes = names.flatMap((name) => this.#described.get(name) ?? []);
    for (const { name } of nodes) this.#clusters.get(name)?.remove(name);
    this.#put(nodes);
  }

  #put(nodes: readonly TopologyNode[]): void {
    const cluster = new Cluster({ ...this.#topology, nodes: [...nodes] }, this.#seed, this.histories);
    for (const { name } of nodes) this.#clusters.set(name, cluster);
  }
}
