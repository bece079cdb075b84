// SPDX-License-Identifier: GPL-2.0-or-later
// `lnetctl debug recovery` and `cpt-of-nid` of 2.17 (lnetconfig-api.md §3.12, golden/12_extra/012).
import { ENETDOWN } from "../errno.ts";
import type { SimulatedNode } from "../node.ts";
import { numbered } from "./net.ts";
import { parseNids } from "./peer.ts";
import { errorDocument, FAILED, format, KERNEL_INDENT, LNETCTL_INDENT, libnlText, list, mapping, NO_FAMILY, type Output } from "./print.ts";

export function showRecovery(node: SimulatedNode, output: Output, which: "local" | "peer"): number {
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (!lnet.configured) {
    output.err(errorDocument("show", "debug", -ENETDOWN, libnlText(-ENETDOWN)));
    return FAILED;
  }
  const nids = lnet.recoveryQueue(which);
  if (nids.length > 0) output.out(format([[`${which === "local" ? "Local" : "Peer"} NI recovery`, numbered("nid-", nids)]], KERNEL_INDENT));
  return 0;
}

/** Printed with the columns of ping: lnetctl leaves its emitter's indentation as it is. */
export function showCptOfNid(node: SimulatedNode, output: Output, words: readonly string[]): number {
  const nids: string[] = [];
  for (const word of words) {
    const some = parseNids(output, "show", "cpt-of-nid", word);
    if (some === undefined) return FAILED;
    nids.push(...some);
  }
  const { lnet } = node;
  if (!lnet) {
    output.err(NO_FAMILY);
    return FAILED;
  }
  if (!lnet.configured) {
    output.err(errorDocument("show", "cpt-of-nid", -ENETDOWN, libnlText(-ENETDOWN)));
    return FAILED;
  }
  const items = nids.map((nid) => mapping(["nid", nid], ["cpt", `${lnet.cptOfNid(nid)}`]));
  if (items.length > 0) output.out(format([["cpt-of-nid", list(items)]], LNETCTL_INDENT));
  return 0;
}
