// SPDX-License-Identifier: GPL-2.0-or-later
// Of two routes the one with fewer hops is used, and the other one not at all, whichever was added first; no hops count as one (32_routing/022, 023).
import type { Parameters, Results } from "lutf";
import { onlyThrough, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(_parameters: Parameters, results: Results): Promise<void> {
  await results.step("1 and 2", () => onlyThrough([{ hops: 1 }, { hops: 2 }], 0));
  await results.step("2 and 1", () => onlyThrough([{ hops: 2 }, { hops: 1 }], 1));
  await results.step("2 and none", () => onlyThrough([{ hops: 2 }, {}], 1));
}
