// SPDX-License-Identifier: GPL-2.0-or-later
// Messages are counted on both sides; a reset zeroes the node's counters and leaves those of its NIs.
import { expect, type Parameters, type Results } from "lutf";
import { needs, overEachRoad, type Place } from "lutf/roads";

export const requires = needs(2, 1, { lnet: { version: ">=2.15" } });

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, { nodes: 2 }, async (place, there) => {
    const { road } = place;
    const other = there as Place;
    await place.addTcp();
    await other.addTcp();
    const sent = async (): Promise<number> =>
      (await road.nets({ net: "tcp", detail: 1 }))[0]?.["local NI(s)"][0]?.statistics?.send_count ?? -1;
    const before = await road.stats();
    const sentBefore = await sent();
    for (let count = 0; count < 5; count++) await road.ping(other.nid(0));
    const after = await road.stats();
    expect((after["send_count"] as number) - (before["send_count"] as number)).toBeGreaterThanOrEqual(5);
    expect((after["recv_count"] as number) - (before["recv_count"] as number)).toBeGreaterThanOrEqual(5);
    const sentAfter = await sent();
    expect(sentAfter - sentBefore).toBeGreaterThanOrEqual(5);
    expect((await other.road.stats())["recv_count"]).toBeGreaterThanOrEqual(5);

    await road.resetStats();
    expect(await road.stats()).toMatchObject({ send_count: 0, recv_count: 0, drop_count: 0, errors: 0 });
    expect(await sent()).toBeGreaterThanOrEqual(sentAfter);
  });
}
