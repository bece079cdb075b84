// SPDX-License-Identifier: GPL-2.0-or-later
// Nodes with LNet up, which is what most tests begin with: `import { testbed } from "lutf/testbed"`.
import { lutf } from "../lutf/lutf.ts";
import type { Node } from "../lutf/node.ts";
import type { Data } from "../rpc/data.ts";
import { type GlobalSettings, type Lnet, lnet, type Tunables } from "./index.ts";
import { modprobe } from "./modules.ts";

export {
  ROUTER_PARAMETERS,
  RoutedBeds,
  type RoutedOptions,
  routedTestbed,
  routingIs,
  startRouting,
  stopRouting,
} from "./routed-testbed.ts";

export type ModuleParameters = Record<string, string | number>;

export interface TestbedOptions {
  /** How many of the script's agents, or which. A script says in `requires` how many it needs. */
  nodes: number | Node[];
  /** NICs of each node: all on tcp. Default 1. */
  nics?: number;
  /** Instead of `nics`: places of NICs on each net, in this order: `{ tcp: [0, 1], tcp1: [2] }`. `{}`: LNet up without a net. */
  nets?: Record<string, number[]>;
  /** Of each net. */
  tunables?: Tunables;
  /** Of the kernel modules: those of lnet, and those of libcfs (`{ cpu_npartitions: 2 }`). */
  parameters?: ModuleParameters;
  libcfs?: ModuleParameters;
  /** Set before nets are added. */
  settings?: Partial<Omit<GlobalSettings, "lnd_timeout">>;
  /** Each node discovers each of the others. Default false. */
  discover?: boolean;
}

/** A node of a testbed. */
export class Bed {
  readonly #nets: ReadonlyMap<string, string[]>;

  constructor(
    readonly node: Node,
    /** Names of its NICs that are used, by place. */
    readonly nics: readonly string[],
    nets: readonly (readonly [string, string[]])[],
  ) {
    this.#nets = new Map(nets);
  }

  /** LNet of the node. */
  get lnet(): Lnet {
    return lnet.on(this.node);
  }

  /** All its NIDs, net by net. */
  get nids(): string[] {
    return [...this.#nets.values()].flat();
  }

  /** The NID of that place on a net, 0 the first. Throws RangeError. */
  nid(place: number, net = "tcp"): string {
    const nid = this.#nets.get(net)?.[place];
    if (nid === undefined)
      throw new RangeError(`${this.node.name} has no NID ${place} on ${net} in this testbed: ${this.nids.join(", ") || "none at all"}`);
    return nid;
  }
}

/** Nodes by place: a test takes `const [a, b] = await testbed(…)` without asking whether they are there. */
export type Beds = [Bed, Bed, Bed, Bed, Bed, Bed, ...Bed[]];

/**
 * Loads LNet anew on some of the script's agents, with NIs as the options say. What was loaded before is unloaded. A node that has too few NICs makes
 * the test a SKIP.
 *
 * @example
 * const [a, b] = await testbed({ nodes: 2, nics: 3, discover: true });
 * expect(await a.lnet.ping(b.nid(0))).toContain(b.nid(2));
 */
export async function testbed(options: TestbedOptions): Promise<Beds> {
  const { nodes, nics = 1, nets = { tcp: Array.from({ length: nics }, (_, place) => place) }, discover = false, ...rest } = options;
  const taken = typeof nodes === "number" ? lutf.agents.take(nodes) : nodes;
  const count = Math.max(0, ...Object.values(nets).flatMap((places) => places.map((place) => place + 1)));
  const beds = await Promise.all(
    taken.map(async (node) => {
      const names = node.interfaces("tcp", count).map(({ name }) => name);
      const withNames = Object.entries(nets).map(([net, places]) => ({ net, interfaces: places.map((place) => names[place]!) }));
      const nids = await node.call<string[][]>("lutf/testbed", "prepareNode", { nets: withNames, ...rest } as unknown as Record<
        string,
        Data
      >);
      return new Bed(
        node,
        names,
        withNames.map(({ net }, index) => [net, nids[index]!]),
      );
    }),
  );
  if (discover) await discoverEachOther(beds);
  return beds as unknown as Beds;
}

/** Each of the nodes discovers each of the others. */
export async function discoverEachOther(beds: readonly Bed[]): Promise<void> {
  for (const bed of beds) for (const other of beds) if (other !== bed) await bed.lnet.discover(other.nids[0]!);
}

export interface Preparation extends Pick<TestbedOptions, "parameters" | "libcfs" | "settings" | "tunables"> {
  nets: { net: string; interfaces: string[] }[];
}

/** What testbed() calls on each node; gives its NIDs, net by net. */
export async function prepareNode({ nets, parameters = {}, libcfs, settings, tunables }: Preparation): Promise<string[][]> {
  await lnet.unload();
  if (libcfs) await modprobe("libcfs", libcfs);
  await lnet.configure({ parameters });
  if (settings) await lnet.set(settings);
  for (const { net, interfaces } of nets) await lnet.addNet({ net, interfaces, ...(tunables && { tunables }) });
  const shown = nets.length > 0 ? await lnet.nets() : [];
  return nets.map(({ net }) => shown.find((entry) => entry["net type"] === net)?.["local NI(s)"].map(({ nid }) => nid) ?? []);
}
