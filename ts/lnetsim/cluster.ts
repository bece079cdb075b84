// SPDX-License-Identifier: GPL-2.0-or-later
// Simulated nodes that can reach each other: on one clock, with one source of randomness.
import { Clock } from "./clock.ts";
import { Histories } from "./kernel/history.ts";
import type { Lnet } from "./kernel/lnet.ts";
import type { Ni } from "./kernel/ni.ts";
import { SimulatedNode } from "./node.ts";
import { Random } from "./random.ts";
import type { Topology } from "./topology.ts";
import { Wire } from "./wire.ts";

/** Milliseconds: far below what an event loop lets JavaScript run (LUTF_TURN_MAX). */
const PORTION = 500;

export class Cluster {
  readonly clock = new Clock();
  readonly histories: Histories;
  readonly random: Random;
  readonly wire: Wire;
  readonly nodes = new Map<string, SimulatedNode>();
  /** Rises with every change of a NIC or NI, on any node. */
  changes = 0;
  /** Seconds that a command or a call takes; recordings are replayed with what the emulated machines took. */
  operationSeconds = 0;
  /** Seconds that a message is on a link that the topology says nothing of, one way; the emulated machines of the recordings took milliseconds. */
  linkLatency = 20e-6;

  constructor(topology: Topology, seed: number, histories = new Histories()) {
    this.histories = histories;
    this.random = new Random(seed);
    this.wire = new Wire(topology.links ?? []);
    for (const node of topology.nodes) this.nodes.set(node.name, new SimulatedNode(this, node));
  }

  /** Throws Error that names those there are. */
  node(name: string): SimulatedNode {
    const node = this.nodes.get(name);
    if (!node) throw new Error(`no simulated node is called ${JSON.stringify(name)}; there are ${[...this.nodes.keys()].join(", ")}`);
    return node;
  }

  /** Takes a node away, with all that is on it. */
  remove(name: string): void {
    this.nodes.get(name)?.reset();
    this.nodes.delete(name);
  }

  /** Whose NI has this NID. */
  findNi(nid: string): { lnet: Lnet; ni: Ni } | undefined {
    for (const { lnet } of this.nodes.values()) {
      const ni = lnet?.findNi(nid);
      if (lnet && ni) return { lnet, ni };
    }
    return undefined;
  }

  advance(seconds: number): void {
    this.clock.advance(seconds);
  }

  /** The same for as long as you like: what is much to simulate is done in portions, and others are served in between. */
  async pass(seconds: number): Promise<void> {
    const end = this.clock.now + seconds;
    let pause = performance.now() + PORTION;
    while (this.clock.runUntil(() => performance.now() > pause, end)) {
      await new Promise((resolve) => setTimeout(resolve));
      pause = performance.now() + PORTION;
    }
    this.advance(Math.max(0, end - this.clock.now));
  }
}
