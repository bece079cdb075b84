// SPDX-License-Identifier: GPL-2.0-or-later
// Errors in the data of brw tests: module parameter brw_inject_errors, "data errors to inject randomly" (golden/modinfo_parms.txt).
import type { SimulatedNode } from "../../node.ts";
import type { BulkParameters } from "./protocol.ts";

const MODULE = "lnet_selftest";
const PARAMETER = "brw_inject_errors";
/** Data is filled and checked page by page. */
const PAGE = 4096;
/** The part of the pages that gets one while some are left; the reference says no more than "randomly". */
const CHANCE = 0.5;

/** Those that are left on a node; they go into what it sends, for whoever gets it checks it. */
export class DataErrors {
  readonly #node: SimulatedNode;

  constructor(node: SimulatedNode) {
    this.#node = node;
  }

  /** Fills the data of one RPC; whether a check will fail. What nobody checks takes none of them. */
  spoil({ check, size, offset }: BulkParameters): boolean {
    const { modules, cluster } = this.#node;
    const left = Number(modules.readParameter(MODULE, PARAMETER) ?? 0);
    if (check === "none" || left <= 0) return false;
    const pages = Math.ceil(((offset % PAGE) + size) / PAGE);
    let errors = 0;
    for (let page = 0; page < pages && errors < left; page++) if (cluster.random.fraction() < CHANCE) errors++;
    if (errors > 0) modules.writeParameter(MODULE, PARAMETER, `${left - errors}`);
    return errors > 0;
  }
}
