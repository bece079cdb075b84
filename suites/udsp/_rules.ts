// SPDX-License-Identifier: GPL-2.0-or-later
// How rules are kept: no net is needed for that, and the NIDs are nobody's. Each by lnetctl and by the library.
import { expect, type Requires, type Results } from "lutf";
import type { LnetError, Road } from "lutf/lnet";
import { testbed } from "lutf/testbed";

/** Rules came with 2.15. */
export const oneNode: Requires = { agents: 1, lnet: { version: ">=2.15" } };

/** Runs body by each road, beginning with no rule. */
export async function byEachRoad(results: Results, body: (road: Road) => Promise<void>): Promise<void> {
  const [{ lnet }] = await testbed({ nodes: 1, nets: {} });
  for (const road of [lnet.cli, lnet]) {
    await results.step(road.road, async () => {
      expect(await road.policies()).toEqual([]);
      await body(road);
      await road.deletePolicy("all");
    });
  }
}

/** The priority of a rule that names a source or a destination, and no priority: the highest (lnetconfig-api.md §3.12). */
export const HIGHEST = { priority: 0 };

/** That it is refused; what LNet says of it. */
export async function refused(operation: Promise<unknown>, what: string): Promise<LnetError> {
  const error = await operation.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error, `${what}: refused`).toMatchObject({ name: "LnetError" });
  return error as LnetError;
}
