// SPDX-License-Identifier: GPL-2.0-or-later
// Tests of configuration, once by liblnetconfig and once by lnetctl: `import { overEachRoad } from "lutf/roads"`.
import { expect, lutf, type Node, type Requires, type Results } from "../lutf/index.ts";
import { type Lnet, type LnetError, type LnetInfo, lnet, type Road } from "./index.ts";
import { type Fact, isOld, lookUp } from "./refusals.ts";

/** LNet of one node by one road, and what a test wants to know of the node. */
export class Place {
  readonly road: Road;
  /** The library's road, whichever the test is on, with `raw` and `cli`. */
  readonly lnet: Lnet;

  constructor(
    readonly node: Node,
    which: "library" | "lnetctl",
    readonly info: LnetInfo,
  ) {
    this.lnet = lnet.on(node);
    this.road = which === "library" ? this.lnet : this.lnet.cli;
  }

  get isLibrary(): boolean {
    return this.road.road === "library";
  }

  /** Names of the node's tcp interfaces that are up; a test that needs them says so in `requires`. */
  nics(count: number): string[] {
    return this.node.interfaces("tcp", count).map(({ name }) => name);
  }

  /** NID of the interface of that place on the net. */
  nid(index: number, net = "tcp"): string {
    return `${this.node.interfaces("tcp", index + 1)[index]?.ipv4}@${net}`;
  }

  /** What this road says in this version; see refusals.ts. */
  fact(name: Fact): number {
    return lookUp(name, this.road.road, this.info);
  }

  /** That LNet refuses, with the errno of the fact; gives what it says, "" if it accepts. */
  async refuses(fact: Fact, operation: Promise<unknown>): Promise<string> {
    const what = `${fact} on ${this.node.name} by ${this.road.road} of ${this.info.generation}`;
    const error = await operation.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    const errno = this.fact(fact);
    if (errno === 0) {
      expect(error, `${what}, which is accepted without a word`).toBe(undefined);
      return "";
    }
    expect(error, `${what}, which must be refused`).toMatchObject({ name: "LnetError", errno });
    return (error as LnetError).descr;
  }

  /** True up to 2.15, when lnetctl was a front of the library. */
  get isOld(): boolean {
    return isOld(this.info);
  }

  /** Nets but lo, with the interfaces of each: {tcp: ["eth0"]}. */
  async layout(): Promise<Record<string, string[]>> {
    const nets = (await this.road.nets()).filter((net) => net["net type"] !== "lo");
    return Object.fromEntries(
      nets.map((net) => [net["net type"], net["local NI(s)"].flatMap(({ interfaces = {} }) => Object.values(interfaces))]),
    );
  }

  /** Adds tcp on the first `count` interfaces. */
  async addTcp(count = 1): Promise<void> {
    await this.road.addNet({ net: "tcp", interfaces: this.nics(count) });
  }

  /** As after a reboot; then LNet is loaded and up, without a net, unless the test configures it itself. */
  async begin({ configured = true, libcfs }: Options): Promise<void> {
    await this.end();
    if (libcfs) await this.must(["modprobe", "libcfs", ...Object.entries(libcfs).map(([name, value]) => `${name}=${value}`)]);
    if (configured) await this.road.configure();
  }

  /** Runs a command that must not fail. */
  async must(argv: string[]): Promise<void> {
    const { code, stderr } = await this.node.exec(argv);
    if (code !== 0) throw new Error(`${argv.join(" ")} on ${this.node.name}: ${stderr.trim()}`);
  }

  /** Nothing of LNet is left. The simulator has a short way. */
  async end(): Promise<void> {
    if (this.info.provider === "simulated") await this.lnet.raw.control({ action: "reset", node: this.node.name });
    else await this.lnet.unload();
  }
}

export interface Options {
  /** Nodes; default 1. */
  nodes?: number;
  /** false: the test configures LNet itself. Default true. */
  configured?: boolean;
  /** Parameters that libcfs is loaded with before. */
  libcfs?: Record<string, string | number>;
  /** Roads; default both. */
  roads?: readonly ("library" | "lnetctl")[];
}

/** What a test of configuration requires. */
export function needs(agents: number, tcp: number, more: Requires = {}): Requires {
  return { agents, interfaces: { tcp }, lnet: {}, timeout: "120s", ...more };
}

/** Runs body for each road as a step of the test, with the first place apart. */
export async function overEachRoad(
  results: Results,
  options: Options,
  body: (place: Place, ...others: Place[]) => Promise<void>,
): Promise<void> {
  const nodes = lutf.agents.take(options.nodes ?? 1);
  const infos = await Promise.all(nodes.map((node) => lnet.on(node).info()));
  for (const which of options.roads ?? (["library", "lnetctl"] as const)) {
    await results.step(which, async () => {
      const places = nodes.map((node, index) => new Place(node, which, infos[index] as LnetInfo));
      try {
        await Promise.all(places.map((place) => place.begin(options)));
        await body(...(places as [Place, ...Place[]]));
      } finally {
        await Promise.all(places.map((place) => place.end()));
      }
    });
  }
}

/** Options that a type wants, but that this test leaves out to see LNet refuse. */
export function lacking<T>(options: Partial<T>): T {
  return options as T;
}
