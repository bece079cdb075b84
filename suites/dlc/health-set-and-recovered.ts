// SPDX-License-Identifier: GPL-2.0-or-later
// An NI whose health is lowered waits in the recovery queue and is healthy again after some pings of itself.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    await place.addTcp(2);
    const [nid, other] = [place.nid(0), place.nid(1)];
    const health = async (): Promise<(number | undefined)[]> =>
      (await road.nets({ net: "tcp", detail: 2 })).flatMap((net) => net["local NI(s)"].map((ni) => ni["health stats"]?.["health value"]));
    expect(await health()).toEqual([1000, 1000]);
    expect(await road.recoveryQueue("local")).toEqual([]);

    await road.setHealth({ nid, value: 200 });
    const [lowered, untouched] = await health();
    expect(lowered).toBeLessThan(1000);
    expect(untouched).toBe(1000);
    expect(await road.recoveryQueue("local")).toEqual([nid]);
    await lutf.waitUntil(async () => (await health())[0] === 1000, { timeout: "60s", interval: "1s", message: `${nid} is healthy again` });
    await lutf.waitUntil(async () => (await road.recoveryQueue("local")).length === 0, {
      interval: "1s",
      message: "nothing is recovered any more",
    });

    await road.setHealth({ all: true, value: 0 });
    expect((await road.recoveryQueue("local")).sort()).toEqual([nid, other].sort());
    await road.setHealth({ all: true, value: 1000 });
    expect(await health()).toEqual([1000, 1000]);
    // A NID that is not there is no error, and changes nothing.
    await road.setHealth({ nid: "10.254.9.9@tcp", value: 100 });
    expect(await health()).toEqual([1000, 1000]);
  });
}
