// SPDX-License-Identifier: GPL-2.0-or-later
// Settings come from YAML, those that it names and no others.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async ({ road }) => {
    const before = await road.settings();
    await road.importYaml("global:\n    max_interfaces: 100\n    discovery: 0\n    health_sensitivity: 50\n");
    expect(await road.settings()).toEqual({ ...before, max_interfaces: 100, discovery: 0, health_sensitivity: 50 });
  });
}
