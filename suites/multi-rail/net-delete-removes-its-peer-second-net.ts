// SPDX-License-Identifier: GPL-2.0-or-later
// UT-0173: the same of the net that was added last.
import type { Parameters, Results } from "lutf";
import { needs } from "lutf/roads";
import { netDeleted } from "./_net-deleted.ts";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return netDeleted(results, "tcp2");
}
