// SPDX-License-Identifier: GPL-2.0-or-later
// Routers. The default buffers are 1 GiB: tests start with fewer, which module parameters make (lnetconfig-api.md §5).
import { expect, lutf } from "lutf";
import type { Place } from "lutf/roads";

export const smallBuffers = { tiny: 512, small: 4096, large: 256 };

/** Loads LNet with few router buffers and switches routing on; where LNet takes its time for that (2.17), it has begun. */
export async function startRouting(place: Place): Promise<void> {
  await place.road.configure({
    parameters: {
      tiny_router_buffers: smallBuffers.tiny,
      small_router_buffers: smallBuffers.small,
      large_router_buffers: smallBuffers.large,
    },
  });
  expect(await place.road.routing()).toBe(null);
  await place.road.setRouting(true);
  expect((await place.road.routing())?.enable).not.toBe(0);
}

/** Waits until routing is on (1) or off (0): since 2.17 it takes minutes, which pass at once where LNet is simulated. */
export async function reached(place: Place, enable: 0 | 1): Promise<void> {
  await lutf.waitUntil(async () => (await place.road.routing())?.enable === enable, {
    timeout: "400s",
    interval: "10s",
    message: `routing of ${place.node.name} is ${enable === 1 ? "on" : "off"}`,
  });
}
