// SPDX-License-Identifier: GPL-2.0-or-later
// Global settings keep what they are set to, one does not change another, and they outlive LNet's going down.
import { expect, type Parameters, type Results } from "lutf";
import type { GlobalSettings } from "lutf/lnet";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0, { lnet: { version: ">=2.16" } });

const values: Partial<Omit<GlobalSettings, "lnd_timeout">> = {
  max_interfaces: 100,
  discovery: 0,
  drop_asym_route: 1,
  retry_count: 3,
  transaction_timeout: 60,
  health_sensitivity: 200,
  router_sensitivity: 50,
  response_tracking: 1,
  recovery_limit: 1000,
  max_recovery_ping_interval: 30,
};

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async ({ road }) => {
    const before = await road.settings();
    await road.set({ numa_range: 10 });
    expect(await road.settings()).toEqual({ ...before, numa_range: 10 });
    await road.set(values);
    const kept = { ...before, ...values, numa_range: 10, lnd_timeout: 14 };
    expect(await road.settings()).toEqual(kept);

    await road.unconfigure();
    await road.configure();
    expect(await road.settings()).toEqual({ ...kept, numa_range: expect.any(Number) });
    // Fewer than 16 interfaces become the default (lnetconfig-api.md §3.11).
    await road.set({ max_interfaces: 15 });
    expect((await road.settings()).max_interfaces).toBe(200);
  });
}
