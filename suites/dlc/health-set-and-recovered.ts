// SPDX-License-Identifier: GPL-2.0-or-later
// An NI whose health is lowered waits in the recovery queue and is healthy again after some pings of itself.
import { expect, lutf, type Parameters, type Results } from "lutf";
import { needs, overEachRoad } from "lutf/roads";

export const requires = needs(1, 2);

export function run(_parameters: Parameters, results: Results): Promise<void> {
  return overEachRoad(results, {}, async (place) => {
    const { road } = place;
    const where = `on ${place.node.name}`;
    await place.addTcp(2);
    const [nid, other] = [place.nid(0), place.nid(1)];
    const health = async (): Promise<(number | undefined)[]> =>
      (await road.nets({ net: "tcp", detail: 2 })).flatMap((net) => net["local NI(s)"].map((ni) => ni["health stats"]?.["health value"]));
    expect(await health(), `health of new NIs ${where}`).toEqual([1000, 1000]);
    expect(await road.recoveryQueue("local"), `recovery queue of new NIs ${where}`).toEqual([]);

    await road.setHealth({ nid, value: 200 });
    const [lowered, untouched] = await health();
    expect(lowered, `health of ${nid} ${where}, set to 200`).toBeLessThan(1000);
    expect(untouched, `health of ${other} ${where}, which was not set`).toBe(1000);
    let queue = await road.recoveryQueue("local");
    expect(queue, `recovery queue ${where} with ${nid} at 200`).toEqual([nid]);
    let last: (number | undefined)[] = [];
    const isWell = async (): Promise<boolean> => {
      [last, queue] = [await health(), await road.recoveryQueue("local")];
      return last[0] === 1000 && queue.length === 0;
    };
    await lutf.waitUntil(isWell, {
      timeout: "90s",
      interval: "1s",
      message: `${nid} ${where} is healthy again, and in no queue`,
      seen: () => `${last[0]}, in the queue: ${queue.join(", ") || "nobody"}`,
    });

    await road.setHealth({ all: true, value: 0 });
    expect((await road.recoveryQueue("local")).sort(), `recovery queue ${where}, all set to 0`).toEqual([nid, other].sort());
    await road.setHealth({ all: true, value: 1000 });
    expect(await health(), `health ${where}, all set to 1000`).toEqual([1000, 1000]);
    // A NID that is not there is no error, and changes nothing.
    await road.setHealth({ nid: "10.254.9.9@tcp", value: 100 });
    expect(await health(), `health ${where}, after that of a NID that there is not was set`).toEqual([1000, 1000]);
  });
}
