// SPDX-License-Identifier: GPL-2.0-or-later
// Takes all that LNet of a node shows of its state and counters.
import { self } from "lutf:agent";
import type { Node } from "../lutf/node.ts";
import type { NodeSnapshot, Snapshot, Tree } from "./difference.ts";
import { execute } from "./execute.ts";
import { shownRules } from "./fault-rule.ts";
import { keyed } from "./keyed.ts";
import { LibraryRoad } from "./library-road.ts";
import { LnetError } from "./lnet-error.ts";
import { isLnetLoaded } from "./modules.ts";

/** What `node.call` calls: this node's. */
export async function snapshotHere(): Promise<NodeSnapshot> {
  if (!(await isLnetLoaded())) return { lnet: "not loaded" };
  const road = new LibraryRoad();
  try {
    const nids = async (which: "local" | "peer"): Promise<Tree> =>
      Object.fromEntries((await road.recoveryQueue(which)).map((nid) => [nid, true]));
    const rules = async (kind: "drop" | "delay"): Promise<Tree> =>
      keyed(shownRules((await execute(["lctl", `net_${kind}_list`])).stdout)) as Tree;
    const shown = {
      net: await road.nets({ detail: 3 }),
      peer: await road.peers({ detail: 3 }),
      route: await road.routes(),
      routing: (await road.routing()) ?? {},
      global: await road.settings(),
      udsp: await road.policies(),
      statistics: await road.stats(),
    };
    const recovery = { local: await nids("local"), peer: await nids("peer") };
    return { lnet: "up", ...(keyed(shown) as object), recovery, faults: { drop: await rules("drop"), delay: await rules("delay") } };
  } catch (error) {
    // It is loaded and not configured: ENETDOWN.
    if (error instanceof LnetError && error.errno === -100) return { lnet: "down" };
    throw error;
  }
}

const MODULE = "lutf/lnet-on-node";

/** Of these nodes, at the same time; of this node if none is given. */
export async function snapshot(nodes?: readonly Node[]): Promise<Snapshot> {
  if (nodes === undefined) return { [self]: await snapshotHere() };
  const all = nodes.map(async (node) => [node.name, await node.call<NodeSnapshot>(MODULE, "snapshotHere")] as const);
  return Object.fromEntries(await Promise.all(all));
}
