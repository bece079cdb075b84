// SPDX-License-Identifier: GPL-2.0-or-later
// What a test imports to configure LNet: `import { lnet } from "lutf/lnet"`.
import { self } from "lutf:agent";
import * as library from "native:lnetconfig";
import type { Node } from "../lutf/node.ts";
import type { Data } from "../rpc/data.ts";
import { callSite } from "../stack/stack.ts";
import { CliRoad } from "./cli-road.ts";
import { type Difference, diff, type Snapshot } from "./difference.ts";
import { type Fault, faultsOf } from "./fault.ts";
import { LibraryRoad } from "./library-road.ts";
import { LnetError } from "./lnet-error.ts";
import type { Target } from "./on-node.ts";
import type { Road } from "./road.ts";
import { snapshot } from "./snapshot.ts";
import type { LnetInfo } from "./types.ts";

export { LnetRefused, LnetUnavailable, LnetUnsupported } from "native:lnetconfig";
export type { Lease } from "../leases/lease.ts";
export { type Difference, differencesText, type NodeSnapshot, type Snapshot, type Tree, type Value } from "./difference.ts";
export type { ErrorBlock } from "./error-blocks.ts";
export type { Fault } from "./fault.ts";
export type { DelayRule, DropRule, FaultKind, FaultMessage, HealthError, ShownRule } from "./fault-rule.ts";
export { LnetError, type RcName } from "./lnet-error.ts";
export type { Road } from "./road.ts";
export type { GlobalSettings, SettingName } from "./settings.ts";
export { parseShown } from "./shown.ts";
export type * from "./types.ts";

/** liblnetconfig one to one: replies with rc, show and errors, and no exception for what LNet refuses. */
export type RawLnetConfig = Omit<typeof library, "provider" | "generation" | "version" | "library" | "default">;

/** The road through lnetctl, and the program itself. */
export interface LnetCli extends Road {
  /** Runs lnetctl with these words: `await lnet.cli.run(["net", "show", "-v", "4"])`. A status that is not 0 is no error. */
  run: CliRoad["run"];
}

export interface Lnet extends Road {
  /** The same, on that node. */
  on(node: Node): Lnet;
  readonly raw: RawLnetConfig;
  readonly cli: LnetCli;
  /** Injects faults; each is healed when the test ends, however it ends. */
  readonly fault: Fault;
  /** All state and counters: of these nodes, taken at the same time, or of this one. */
  snapshot(nodes?: readonly Node[]): Promise<Snapshot>;
  /** What is different between two snapshots: `kind` "counter" is what messages alone move. */
  diff(before: Snapshot, after: Snapshot): Difference[];
  /** Of this node; of another ask `info()`. */
  readonly provider: LnetInfo["provider"];
  readonly generation: LnetInfo["generation"];
  /** Whether this node's library has a function; of another node `raw.has()` answers, as a promise. */
  has(call: string): boolean;
}

type Method = (...parameters: Data[]) => Promise<unknown>;
const ON_NODE = "lutf/lnet-on-node";

/** Methods of a road by name, each of which calls it where it is. */
function methods(road: LibraryRoad | CliRoad, node: Node | undefined): Record<string, Method> {
  const names = Object.getOwnPropertyNames(Object.getPrototypeOf(road)).filter((name) => name !== "constructor");
  const called: Record<string, Method> = {};
  for (const name of names) {
    called[name] = node === undefined ? here(road as unknown as Record<string, Method>, name) : there(node, road.road, name);
  }
  return called;
}

/** An error that LNet gives is one of the line that called. */
function here(road: Record<string, Method>, name: string): Method {
  return (...parameters) => {
    const site = callSite(12);
    return (road[name] as Method)(...parameters).catch((error: unknown) => {
      throw error instanceof LnetError && error.node === self ? new LnetError(error, site) : error;
    });
  };
}

function there(node: Node, target: Target, method: string): Method {
  return (...parameters) => node.call(ON_NODE, "callLnet", { target, method, parameters });
}

function rawOn(node: Node): RawLnetConfig {
  const functions = new Map<string, Method>();
  return new Proxy({} as RawLnetConfig, {
    get(_target, name) {
      if (typeof name !== "string" || name === "then") return undefined;
      const known = functions.get(name) ?? there(node, "raw", name);
      functions.set(name, known);
      return known;
    },
  });
}

function ofOther(node: Node, what: string): never {
  throw new TypeError(`lnet.on(${node.name}).${what} is not known here: ask (await lnet.on(${node.name}).info())`);
}

function make(node: Node | undefined): Lnet {
  const cli = { road: "lnetctl", ...methods(new CliRoad(), node) } as unknown as LnetCli;
  return {
    road: "library",
    ...methods(new LibraryRoad(), node),
    cli,
    fault: faultsOf(node),
    snapshot: (nodes?: readonly Node[]) => snapshot(nodes ?? (node && [node])),
    diff,
    raw: node === undefined ? library : rawOn(node),
    get provider() {
      return node === undefined ? library.provider : ofOther(node, "provider");
    },
    get generation() {
      return node === undefined ? library.generation : ofOther(node, "generation");
    },
    has: (call: string) => (node === undefined ? library.has(call) : ofOther(node, "has()")),
    on,
  } as unknown as Lnet;
}

const others = new Map<string, Lnet>();

function on(node: Node): Lnet {
  if (node.name === self) return lnet;
  const known = others.get(node.name) ?? make(node);
  others.set(node.name, known);
  return known;
}

/**
 * LNet of this node, by liblnetconfig; `lnet.cli` is the same by lnetctl, `lnet.on(node)` the same on another node.
 *
 * @example
 * const there = lnet.on(node);
 * await there.configure();
 * await there.addNet({ net: "tcp", interfaces: ["eth0"] });
 * expect(await there.nids()).toEqual(["10.1.1.1@tcp"]);
 * await expect(there.addNet({ net: "tcp", interfaces: ["eth0"] })).rejects.toMatchObject({ code: "EEXIST" });
 */
export const lnet: Lnet = make(undefined);
