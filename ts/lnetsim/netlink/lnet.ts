// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl lnet configure` and `unconfigure` of 2.17 (lnetconfig-api.md §3.3, golden/01_lnet/050-093).
import type { SimulatedNode } from "../node.ts";
import { errorDocument, FAILED, libnlText, NO_FAMILY, type Output } from "./print.ts";

const KERNEL_TEXTS: Readonly<Record<number, string>> = {
  [-16]: "LNET busy",
  [-19]: "LNET is currently not loaded",
  [-100]: "Network is down",
};

/** Errors are those of "configure" in both directions (golden/library-2.17.0/v2_17_0-lnetctl-without-lnet.txt). */
export function changeState(
  node: SimulatedNode,
  output: Output,
  change: { up: boolean; fromModuleParameters: boolean; large: boolean },
): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY + errorDocument("configure", "lnet", 0, "LNet configure error: (null)"));
    return FAILED;
  }
  const rc = change.up ? lnet.configure(change) : lnet.unconfigure();
  if (rc !== 0) output.err(errorDocument("configure", "lnet", rc, `LNet configure error: ${KERNEL_TEXTS[rc] ?? libnlText(rc)}`));
  return rc;
}
