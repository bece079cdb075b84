// SPDX-License-Identifier: GPL-2.0-or-later
// What `lnet.on(node)` calls there. A function and no object: an agent that was restarted goes on answering.
import * as library from "native:lnetconfig";
import type { Data } from "../rpc/data.ts";
import { CliRoad } from "./cli-road.ts";
import { LibraryRoad } from "./library-road.ts";

const roads = { library: new LibraryRoad(), lnetctl: new CliRoad(), raw: library } as const;
export type Target = keyof typeof roads;

/** Calls a method of a road, or a function of liblnetconfig, on this node. */
export async function callLnet({ target, method, parameters }: { target: Target; method: string; parameters: Data[] }): Promise<Data> {
  const object = roads[target] as unknown as Record<string, unknown>;
  const called = object[method];
  if (typeof called !== "function") throw new TypeError(`lnet: ${target} has no function ${method} on this node`);
  return (await (called as (...all: Data[]) => unknown).apply(object, parameters)) as Data;
}

export { faultRules, healFault, injectFault } from "./fault.ts";
export { snapshotHere } from "./snapshot.ts";
