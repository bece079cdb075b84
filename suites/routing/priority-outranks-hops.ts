// SPDX-License-Identifier: GPL-2.0-or-later
// A route with the higher priority is used although it has more hops (32_routing/026).
import { onlyThrough, twoRouters } from "./_routed.ts";

export const requires = twoRouters;

export async function run(): Promise<void> {
  await onlyThrough(
    [
      { hops: 1, priority: 1 },
      { hops: 2, priority: 0 },
    ],
    1,
  );
}
