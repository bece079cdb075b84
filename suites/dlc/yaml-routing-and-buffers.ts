// SPDX-License-Identifier: GPL-2.0-or-later
// Routing and its buffers come from YAML; deleting the section switches routing off.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 1);

const SECTIONS = `routing:
    enable: 1
buffers:
    tiny: 1024
    small: 8192
    large: 256
`;

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { configured: false }, async (place) => {
    const { road } = place;
    await road.configure({ parameters: { tiny_router_buffers: 512, small_router_buffers: 4096, large_router_buffers: 256 } });
    await place.addTcp();
    await road.importYaml(SECTIONS);
    const on = await road.routing();
    // 3: it begins; since 2.17 it takes 110 s until it is 1.
    expect(on?.enable).toBeOneOf(place.isOld ? [1] : [1, 3]);
    expect(on?.buffers).toEqual({ tiny: 1024, small: 8192, large: 256 });

    await road.importYaml("routing:\n    enable: 1\n", { delete: true });
    expect((await road.routing())?.enable).toBeOneOf(place.isOld ? [0] : [0, 2]);
  });
}
