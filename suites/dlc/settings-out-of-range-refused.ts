// SPDX-License-Identifier: GPL-2.0-or-later
// Values out of range are refused, by the library where it checks and otherwise by the kernel, and the settings stay.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 0, { lnet: { version: ">=2.16" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const before = await road.settings();
    const kernel = [
      { retry_count: 1000 },
      { transaction_timeout: 0 },
      { transaction_timeout: 2 },
      { health_sensitivity: 1001 },
      { router_sensitivity: 101 },
    ];
    for (const values of kernel) await place.refuses("setting out of the kernel's range", road.set(values));
    const library = [{ response_tracking: 4 }, { response_tracking: -1 }, { recovery_limit: -1 }, { max_recovery_ping_interval: 0 }];
    for (const values of library) await place.refuses("setting out of the library's range", road.set(values));
    expect(await road.settings()).toEqual(before);
  });
}
