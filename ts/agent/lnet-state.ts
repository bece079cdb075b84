// SPDX-License-Identifier: GPL-2.0-or-later
// How LNet of this node is, for the runner: asked before and after a test.
import { importModule } from "lutf:realm";
import type { NodeSnapshot } from "../lnet/difference.ts";
import { isLnetLoaded } from "../lnet/modules.ts";
import type { Data } from "../rpc/data.ts";

export async function lnetState(): Promise<Data> {
  if (!(await isLnetLoaded())) return { lnet: "not loaded" };
  // Not before: a program without its modules beside it has no road to LNet.
  const { snapshotHere } = (await importModule("lutf/lnet-on-node")) as { snapshotHere(): Promise<NodeSnapshot> };
  return (await snapshotHere()) as unknown as Data;
}
