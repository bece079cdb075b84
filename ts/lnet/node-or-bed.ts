// SPDX-License-Identifier: GPL-2.0-or-later
import type { Node } from "../lutf/node.ts";

/** A node, or one of a testbed. */
export type NodeOrBed = Node | { readonly node: Node };

export const nodeOf = (of: NodeOrBed): Node => ("node" in of ? of.node : of);
