// SPDX-License-Identifier: GPL-2.0-or-later
// Of two routes the one with the smaller priority number is used, and the other one not at all (32_routing/024, 025).
import type { Parameters, Results } from "lutf";
import { onlyThrough, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await results.step("0 and 1", () => onlyThrough([{ priority: 0 }, { priority: 1 }], 0));
  await results.step("2 and 1", () => onlyThrough([{ priority: 2 }, { priority: 1 }], 1));
}
