// SPDX-License-Identifier: GPL-2.0-or-later
// A fresh LNet has the documented global settings, and both roads show the same.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road, isOld } = place;
    const settings = await road.settings();
    expect(settings).toMatchObject({
      numa_range: 0,
      max_interfaces: 200,
      discovery: 1,
      drop_asym_route: 0,
      retry_count: 2,
      transaction_timeout: isOld ? 50 : 150,
      health_sensitivity: 100,
      recovery_interval: 1,
    });
    const { transaction_timeout: timeout = 0, retry_count: retries = 0, lnd_timeout: lndTimeout } = settings;
    // Follows from the two others (lnetconfig-api.md §3.11); since 2.14.
    if (lndTimeout !== undefined) expect(lndTimeout).toBe(Math.floor((timeout - 1) / (retries + 1)));
    if (!isOld)
      expect(settings).toMatchObject({ router_sensitivity: 100, response_tracking: 3, recovery_limit: 0, max_recovery_ping_interval: 900 });
  });
}
